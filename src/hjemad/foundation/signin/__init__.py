"""Who somebody is: tries and waiting, second factor, first passwords, approved computers, held text.

Not here: what a user may do (`access`), and the pages (`ui/sign_in`). Start reading at `actions.py`.
"""
