package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Unit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/// Which plain functions call some functions of libraries, themselves or through other plain
/// functions. What it answers never changes.
final class Reaching {
  private static final int NOT = -2;
  private static final int ITSELF = -1;

  private final Link link;
  private final int[] via;
  private final String[] names;
  private final int[] rows;
  private final FrameworkRoles roles;

  /// By name, found out when it is first asked for.
  private Optional<Map<String, IntList>> methods = Optional.empty();

  /// The functions of a workspace that reach one of some canonical names; `*.create_task` is a
  /// method of that name of something whose class cannot be told.
  Reaching(Link link, int functions, Set<String> wanted) {
    this.link = link;
    this.via = new int[functions];
    this.names = new String[functions];
    this.rows = new int[functions];
    Arrays.fill(via, NOT);
    Arrays.fill(names, "");
    LinkedTargets targets = link.newTargets();
    this.roles = new FrameworkRoles(targets);
    Set<String> lasts = new HashSet<>();
    wanted.forEach(name -> lasts.add(Dotted.last(name)));
    LibraryMembers members = new LibraryMembers(targets);
    IntList queue = new IntList();
    for (FileView file : link.files()) {
      List<Seed> seeds =
          file.answers().reaching(wanted, _ -> seeds(file, targets, members, wanted, lasts));
      for (Seed seed : seeds) {
        int function = file.firstUnit() + seed.unit();
        via[function] = ITSELF;
        names[function] = seed.name();
        rows[function] = seed.row();
        queue.add(function);
      }
    }
    spread(queue);
  }

  /// A plain function of a file, by its number there, that calls something of a name itself: the
  /// row of the first such call.
  record Seed(int unit, String name, int row) {}

  private static List<Seed> seeds(
      FileView file,
      LinkedTargets targets,
      LibraryMembers members,
      Set<String> wanted,
      Set<String> lasts) {
    Map<Integer, Seed> seeds = new LinkedHashMap<>();
    RowTable calls = file.facts().calls();
    for (int row = 0; row < calls.count(); row++) {
      int unit = calls.by(row);
      int ref = calls.ref(row);
      if (seeds.containsKey(unit)
          || file.facts().units().get(unit).isAsync()
          || !mayMean(file, ref, lasts)) {
        continue;
      }
      Optional<String> name =
          members.among(file, ref, wanted).or(() -> onUnknown(targets, file, ref, wanted));
      if (name.isPresent()) {
        seeds.put(unit, new Seed(unit, name.get(), row));
      }
    }
    return List.copyOf(seeds.values());
  }

  /// Ex) `create_task` of `session.get().loop.create_task(work())`, if `*.create_task` is wanted
  private static Optional<String> onUnknown(
      LinkedTargets targets, FileView file, int ref, Set<String> wanted) {
    return file.ref(ref) instanceof Ref.Member(int _, String name)
            && wanted.contains("*." + name)
            && targets.of(file, ref) instanceof Target.Possible
        ? Optional.of(name)
        : Optional.empty();
  }

  /// Ex) `run` of `subprocess.run`; what a name of the file stands for has to be asked
  private static boolean mayMean(FileView file, int ref, Set<String> lasts) {
    return switch (file.ref(ref)) {
      case Ref.Member(int _, String name) -> lasts.contains(name);
      case Ref.Free(String name) -> lasts.contains(name);
      case Ref.Bound _ -> true;
      case Ref.Unknown _,
          Ref.Nothing _,
          Ref.Called _,
          Ref.Applied _,
          Ref.Awaited _,
          Ref.Entered _,
          Ref.Super _,
          Ref.Function _,
          Ref.Instance _,
          Ref.OneOf _,
          Ref.Item _,
          Ref.Subscripted _,
          Ref.Union _ ->
          false;
    };
  }

  private boolean isAsync(int function) {
    FileView file = link.fileOf(function);
    return file.facts().units().get(function - file.firstUnit()).isAsync();
  }

  /// Goes from what is called to the plain functions that call it, the shortest ways first.
  private void spread(IntList queue) {
    Callers callers = link.callers();
    for (int at = 0; at < queue.size(); at++) {
      int callee = queue.get(at);
      for (int place = 0; place < callers.count(callee); place++) {
        int caller = callers.get(callee, place);
        if (via[caller] == NOT && !isAsync(caller)) {
          via[caller] = callee;
          queue.add(caller);
        }
      }
    }
  }

  /// The way from the first method of a name that has one.
  Optional<CallChain> fromMethod(String name, Workspace workspace) {
    return Optional.ofNullable(methods().get(name)).stream()
        .flatMapToInt(it -> IntStream.of(it.toArray()))
        .mapToObj(it -> from(it, workspace))
        .flatMap(Optional::stream)
        .findFirst();
  }

  /// By name the methods that reach a call.
  private synchronized Map<String, IntList> methods() {
    Map<String, IntList> known = methods.orElseGet(this::findMethods);
    methods = Optional.of(known);
    return known;
  }

  private Map<String, IntList> findMethods() {
    Map<String, IntList> found = new HashMap<>();
    for (int function = 0; function < via.length; function++) {
      if (via[function] != NOT) {
        FileView file = link.fileOf(function);
        Unit unit = file.facts().units().get(function - file.firstUnit());
        if (unit.owner() >= 0) {
          found.computeIfAbsent(unit.ownName(), _ -> new IntList()).add(function);
        }
      }
    }
    return found;
  }

  /// The way from a function to the call, if there is one. A decorator of which nothing is known
  /// may run the function elsewhere.
  synchronized Optional<CallChain> from(int function, Workspace workspace) {
    FileView start = link.fileOf(function);
    FrameworkRoles.Placement placement = roles.placement(start, function - start.firstUnit());
    boolean runsElsewhere = placement.unknownDecorator().isPresent() || placement.isHandedOn();
    if (via[function] == NOT || runsElsewhere) {
      return Optional.empty();
    }
    List<FunctionRef> functions = new ArrayList<>();
    int at = function;
    while (via[at] != ITSELF) {
      functions.add(workspace.ref(at));
      at = via[at];
    }
    functions.add(workspace.ref(at));
    FileView file = link.fileOf(at);
    int line = workspace.positions(file.path()).lineOfCall(rows[at]);
    return Optional.of(new CallChain(functions, names[at], file.path(), line));
  }
}
