package dev.loopmend.semantic;

/// The answer to a question about a program, with its reason as a clause for people. `Unknown` is
/// an answer of its own and never counts as yes or no.
public sealed interface Answer {
  String why();

  record Yes(String why) implements Answer {}

  record No(String why) implements Answer {}

  record Unknown(String why) implements Answer {}

  /// Yes for no, no for yes, unknown for unknown; the reason stays.
  default Answer negated() {
    return switch (this) {
      case Yes(String why) -> new No(why);
      case No(String why) -> new Yes(why);
      case Unknown _ -> this;
    };
  }

  default boolean isYes() {
    return this instanceof Yes;
  }

  default boolean isNo() {
    return this instanceof No;
  }
}
