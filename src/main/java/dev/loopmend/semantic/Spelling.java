package dev.loopmend.semantic;

/// How a dotted name such as `asyncio.sleep` can be written at a place.
public sealed interface Spelling {

  /// A name in scope already refers to it: write `text`.
  record InScope(String text) implements Spelling {}

  /// Write `text` once `import module` stands at module level.
  record NeedsModule(String text, String module) implements Spelling {}

  /// Write `text` once `import module as asName` stands at module level: the module's own name is
  /// taken in the module's scope but `asName` is free everywhere.
  record NeedsModuleAs(String text, String module, String asName) implements Spelling {}

  /// Write `text` once `from module import name` stands at module level: the module's own name is
  /// taken by another name of it.
  ///
  /// Ex) `datetime.timezone` where `from datetime import datetime` stands
  record NeedsName(String text, String module, String name) implements Spelling {}

  /// It cannot be written there; `why` says which name is in the way.
  record Shadowed(String why) implements Spelling {}
}
