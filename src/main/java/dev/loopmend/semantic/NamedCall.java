package dev.loopmend.semantic;

import dev.loopmend.text.Span;

/// A call of something by its canonical name, and where it stands.
public record NamedCall(String path, Span at, String name) {}
