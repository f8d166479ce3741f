"""Turns results into what a person or a program reads. Pure: everything here returns, nothing prints."""
