"""Tests of the files of `hjemad refund` by themselves; the command's own stand beside it."""
