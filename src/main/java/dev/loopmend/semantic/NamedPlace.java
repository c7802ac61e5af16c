package dev.loopmend.semantic;

import dev.loopmend.text.Span;
import java.util.Optional;

/// A name or attribute in a file: what it refers to and the class of its value, both canonical and
/// dotted, as far as they can be told.
public record NamedPlace(Span at, Optional<String> qualifiedName, Optional<String> type) {}
