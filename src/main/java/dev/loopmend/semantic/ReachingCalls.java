package dev.loopmend.semantic;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// The calls in the code of functions that make their way to functions of libraries, or may.
final class ReachingCalls {
  private final Workspace workspace;
  private final Link link;
  private final LinkedTargets targets;
  private final LibraryMembers members;
  private final Set<String> names;

  ReachingCalls(Workspace workspace, Set<String> names) {
    this.workspace = workspace;
    this.link = workspace.link();
    this.targets = link.newTargets();
    this.members = new LibraryMembers(targets);
    this.names = names;
  }

  /// Those of one function, without those of what is nested in it, in the order of the text.
  List<ReachingCall> in(int function) {
    FileView file = link.fileOf(function);
    int unit = function - file.firstUnit();
    RowTable calls = file.facts().calls();
    return IntStream.range(0, calls.count())
        .filter(row -> calls.by(row) == unit)
        .mapToObj(row -> at(file, row))
        .flatMap(Optional::stream)
        .toList();
  }

  private Optional<ReachingCall> at(FileView file, int row) {
    int ref = file.facts().calls().ref(row);
    Positions positions = workspace.positions(file.path());
    // Ex) asyncio.get_event_loop()
    Optional<String> itself = members.among(file, ref, names);
    if (itself.isPresent()) {
      int line = positions.lineOfCall(row);
      CallChain chain = new CallChain(List.of(), itself.get(), file.path(), line);
      return Optional.of(new ReachingCall(positions.call(row), chain, true));
    }
    Reaching reaching = link.reaching(names);
    return switch (targets.of(file, ref)) {
      case Target.None _ -> Optional.empty();
      // Ex) in_loop()
      case Target.Functions(List<Integer> units, boolean sure, boolean _) ->
          units.stream()
              .flatMap(it -> reaching.from(it, workspace).stream())
              .findFirst()
              .map(it -> new ReachingCall(positions.call(row), it, sure));
      // Ex) agent.execute(task), of which only the name is known
      case Target.Possible(String method) ->
          reaching
              .fromMethod(method, workspace)
              .map(it -> new ReachingCall(positions.call(row), it, false));
    };
  }
}
