package dev.loopmend.recipe;

import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Workspace;
import java.util.Set;

/// A question about a match that a pattern cannot ask. Conditions speak of Python and asyncio; they
/// ask the semantic model and never walk the tree to guess.
@FunctionalInterface
public interface Condition {

  /// The answer at a match, with its reason for people.
  Answer test(Site site);

  /// Names, dotted or not, of which a file must mention all of one set for the condition to hold
  /// anywhere in it; no set if nothing can be said.
  default Set<Set<String>> requiredNames() {
    return Set.of();
  }

  /// Whether the answer depends on who calls the function round a match, in any file.
  default boolean asksCallers() {
    return false;
  }

  /// The last words of what may start the program with the coroutine function round a match, such
  /// as `run`, if the answer depends on whether some file does so.
  default Set<String> starters() {
    return Set.of();
  }

  /// Whether callers matter also where the function is a coroutine function, up to whoever starts
  /// the first of them.
  default boolean asksCoroutineCallers() {
    return false;
  }

  /// Whether the answer depends on what derives from the classes of a file, in any file.
  default boolean asksSubclasses() {
    return false;
  }

  /// Whether the answer depends on who else uses the functions that are named round a match, in any
  /// file.
  default boolean asksNamed() {
    return false;
  }

  /// Methods whose receivers are named in other files as well, by which the answer depends on what
  /// those do with them.
  default Set<String> asksReceiversOf() {
    return Set.of();
  }

  /// Words of which some other file of the workspace must hold all of one set to matter for the
  /// answer, whatever else it says.
  default Set<Set<String>> wordsElsewhere() {
    return Set.of();
  }

  /// Whether it may hold anywhere in a file of a linked workspace, by what is known of the file
  /// without its tree.
  default boolean mayHoldIn(Workspace workspace, String path) {
    return true;
  }

  /// Functions of libraries, if it holds only where a function of the project is called that gives
  /// what these make: then files matter by the names of such functions.
  default Set<String> makers() {
    return Set.of();
  }

  /// Classes of libraries, if it holds only where a class of the project is named that derives from
  /// one of them: then files matter by the names of such classes too.
  default Set<String> bases() {
    return Set.of();
  }

  /// How a condition is made of the text behind its name in a recipe file.
  @FunctionalInterface
  interface Factory {

    /// Makes the condition. `subject` is the variable before the name (without dollars) or empty,
    /// `argument` the text behind it, stripped.
    Made<Condition> make(String subject, String argument);
  }
}
