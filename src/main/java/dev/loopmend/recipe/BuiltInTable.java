package dev.loopmend.recipe;

import java.util.List;

/// What Markdown and YAML say in the files that come with Loopmend, as constants of a class: the
/// virtual machine has these at hand when it starts, and a resource only behind the table of
/// contents of an archive. The build of the image puts the pieces in; elsewhere there are none.
final class BuiltInTable {
  private BuiltInTable() {}

  /// The bytes that `ParsedTexts.of` made, a character each.
  static List<String> pieces() {
    return List.of();
  }
}
