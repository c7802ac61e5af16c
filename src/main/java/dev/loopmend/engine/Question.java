package dev.loopmend.engine;

/// A name of which it is asked who mentions it, in a file that has `word` or is named so. What a
/// module defines is reached through an import that says its word; a method by anybody, and `word`
/// is empty. `follow` tells of which functions that mention it the same is asked.
record Question(String name, String word, Follow follow) {
  /// The functions to whose callers a question goes on: none, plain ones, or coroutine functions
  /// too.
  enum Follow {
    NONE,
    PLAIN,
    ALL
  }

  /// The same question about another name.
  Question of(String other, String otherWord) {
    return new Question(other, otherWord, follow);
  }
}
