"""What happens when two people act in the same moment, and when a process is killed in the middle.

Real processes on the database of the test. `processes.py` starts them and releases them together; `rival.py`
and `crash.py` are what runs in them. The product has no hooks for this.
"""
