"""How a form that was posted after its session had ended comes back after sign-in, for the same person, with its files.

`person.py` knows who was signed in with a browser last; `keep.py` stores what was posted; `fill.py` writes it into the
page's own form again; `middleware.py` joins the three.
"""
