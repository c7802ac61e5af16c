package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Unit;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Whether calling something only makes a coroutine: it is an `async def` of the project that is no
/// generator, or one that a library is known to have.
final class CoroutineFunctions {
  private final LinkedTargets targets;
  private final LibraryMembers members;
  private final CoroutineDecorators decorators;
  private final Set<String> known;

  CoroutineFunctions(LinkedTargets targets) {
    this.targets = targets;
    this.members = new LibraryMembers(targets);
    this.decorators = new CoroutineDecorators(targets);
    this.known = targets.names().knowledge().coroutineFunctions();
  }

  /// The answer for a callee; unknown if a decorator may give something else.
  Answer isCoroutineFunction(FileView file, int callee) {
    Optional<String> library = members.among(file, callee, known);
    if (library.isPresent()) {
      return new Answer.Yes(library.get() + " is a coroutine function");
    }
    List<Integer> family = targets.family(file, callee);
    if (family.isEmpty()) {
      return new Answer.No("it is no function of the project for sure");
    }
    Answer answer = new Answer.Yes("");
    for (int function : family) {
      Answer one = isCoroutineFunction(function);
      if (one.isNo()) {
        return one;
      }
      answer = one.isYes() ? answer : one;
    }
    return answer;
  }

  private Answer isCoroutineFunction(int function) {
    FileView file = targets.fileOf(function);
    Unit unit = file.facts().units().get(function - file.firstUnit());
    if (!unit.isAsync() || unit.isGenerator()) {
      return new Answer.No(unit.ownName() + " is no coroutine function");
    }
    return decorators.keepCoroutine(file, unit);
  }

  /// Whether a callee is an asynchronous generator function of the project.
  boolean isAsyncGenerator(FileView file, int callee) {
    List<Integer> family = targets.family(file, callee);
    return !family.isEmpty() && family.stream().allMatch(this::isAsyncGenerator);
  }

  private boolean isAsyncGenerator(int function) {
    FileView file = targets.fileOf(function);
    Unit unit = file.facts().units().get(function - file.firstUnit());
    return unit.isAsync()
        && unit.isGenerator()
        && decorators.keepCoroutine(file, unit) instanceof Answer.Yes;
  }
}
