"""A brief becomes a draft that is checked sentence by sentence."""
