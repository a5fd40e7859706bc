"""How do the readable data files become rows, without undoing what officials have edited since?"""
