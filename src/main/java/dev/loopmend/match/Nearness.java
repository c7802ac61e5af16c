package dev.loopmend.match;

import dev.loopmend.syntax.Expr;
import java.util.List;
import java.util.Optional;

/// How near a pattern that does not match comes to a node.
public sealed interface Nearness {

  /// The code has the form of the pattern, but names in it do not refer to what it wants.
  record OtherNames(List<Name> names) implements Nearness {}

  /// It is a call of what the pattern wants, with other arguments.
  record OtherArguments() implements Nearness {}

  /// They have nothing in common.
  record Far() implements Nearness {}

  /// A name that ends as the pattern's does: what is wanted, and what it refers to if that is
  /// known.
  record Name(Expr expression, String wanted, Optional<String> actual) {}
}
