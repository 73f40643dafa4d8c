"""Rules on personal data: databeskyttelsesloven, databeskyttelsesforordningen and KLE's retention codes.

Not for what is deleted when: that is the area `rights`. Start reading at `par_11.py`.
"""
