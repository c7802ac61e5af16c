package dev.loopmend.recipe;

/// A recipe or knowledge file: its name, as errors show it, and its text.
public record NamedText(String name, String text) {}
