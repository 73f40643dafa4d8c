"""The law as the house knows it, on screen: provisions, their history, and a calculator for each rule.

Not here: any person's data. What is shown of the law comes from `hjemad.law`, the same
files the rules read. Open to everybody. Start reading at `urls.py`.
"""
