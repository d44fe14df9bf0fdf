"""Question sets in formats that others use become cases."""
