package dev.loopmend.semantic;

import java.util.List;

/// What becomes of a value in the place where it stands. In brackets: what the detail of a row is.
enum Role {
  /// it is called (the call)
  CALLEE(""),
  /// it is an argument (the call)
  ARGUMENT("it is passed on"),
  /// an attribute of it is read
  RECEIVER("an attribute of it is read"),
  /// it decorates a function (the unit) or a class (-1)
  DECORATOR("it decorates a class"),
  /// it is assigned to a name that stands for it (the binding)
  ALIAS(""),
  /// a loop goes over it, or `yield from`
  ITERATED("a loop goes over it"),
  /// nobody takes it
  DROPPED(""),
  RETURNED("it is returned"),
  STORED("it is stored"),
  /// something is assigned to it (the ref of that, or -1)
  SET(""),
  /// `del`
  DELETED(""),
  /// it is an element of a list, tuple, set or dict
  COLLECTED("it is put into a collection"),
  /// a `with` statement enters and leaves it (1 for `async with`)
  ENTERED(""),
  /// an attribute of a computed name is called on it (the `Free` of what the name begins with)
  COMPUTED(""),
  /// it is one of several values, the default of a parameter, or given on by a generator
  OPTION("it is used as a value"),
  OTHER("it is used as a value");

  static final List<Role> ALL = List.of(values());

  /// The role as a clause about a function.
  final String clause;

  Role(String clause) {
    this.clause = clause;
  }
}
