"""What every page shares: base templates, components, form fields, formats, sign-in and error pages.

Not here: who may do what (`access`), what stands on a page (the areas).
Start reading at `templates/ui/base.html` and `templatetags/hj.py`; `kept.py` is why nothing typed is lost.
"""
