"""The evaluation's own generator: prompts in other names, words and phrasings than training's, each with its checker."""
