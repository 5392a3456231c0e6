"""Answering an audit question by question: one loop owns the conversation, whatever the terminal."""
