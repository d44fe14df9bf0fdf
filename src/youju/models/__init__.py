"""What is run: embedding and chat models, where they come from and how they are asked."""
