package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Decorator;
import dev.loopmend.semantic.FileFacts.Unit;
import dev.loopmend.semantic.Knowledge.RunsIn;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Where frameworks run the functions that are registered with them: by decorator, by base class,
/// or as a test.
final class FrameworkRoles {
  private static final Set<String> ACCESSORS = Set.of("setter", "getter", "deleter");

  private final LinkedTargets targets;
  private final ClassGraph classes;
  private final Knowledge knowledge;
  private final Map<Integer, Boolean> onLoop = new HashMap<>();

  /// By name the methods that a library runs, those too that come from another base of the class
  /// which derives from its own.
  private final Map<String, Map<Integer, RunsIn>> runByLibrary = new HashMap<>();

  private final Set<String> runNames = new HashSet<>();

  FrameworkRoles(LinkedTargets targets) {
    this.targets = targets;
    this.classes = targets.classes();
    this.knowledge = targets.names().knowledge();
    knowledge.loopMethods().forEach(it -> runNames.add(Dotted.last(it)));
    knowledge.threadMethods().forEach(it -> runNames.add(Dotted.last(it)));
  }

  /// Where a plain function runs, if a framework is known to call it (`CALLER` is no role: only
  /// decorators that change nothing); the first of its decorators that nothing is known of; and
  /// whether one makes something of it that runs it in a thread when it is called. Ex)
  /// `@sync_to_async`
  record Placement(Optional<RunsIn> role, Optional<String> unknownDecorator, boolean isHandedOn) {
    static final Placement NONE = new Placement(Optional.empty(), Optional.empty(), false);
  }

  /// What frameworks and decorators make of a function of a file, by its number there.
  Placement placement(FileView file, int unit) {
    return file.answers().placement(unit, it -> find(file, it));
  }

  private Placement find(FileView file, int number) {
    Unit unit = file.facts().units().get(number);
    Optional<RunsIn> role = roleOf(file, number);
    return role.isEmpty() && unit.decorators().isEmpty()
        ? Placement.NONE
        : new Placement(role, unknownDecorator(file, unit), isHandedOn(file, unit));
  }

  private Optional<RunsIn> roleOf(FileView file, int number) {
    Unit unit = file.facts().units().get(number);
    if (unit.owner() >= 0 && !unit.ownName().startsWith("__")) {
      int owner = file.firstType() + unit.owner();
      // Ex) class Echo(asyncio.Protocol): def data_received(self, data): ...
      if (onLoop.computeIfAbsent(owner, this::isOfLoop)) {
        return Optional.of(RunsIn.LOOP);
      }
      Optional<RunsIn> run = runByLibrary(unit.ownName(), file.firstUnit() + number);
      if (run.isPresent()) {
        return run;
      }
    }
    Optional<RunsIn> best = Optional.empty();
    for (Decorator decorator : unit.decorators()) {
      Optional<RunsIn> role = role(file, decorator);
      if (role.isPresent() && (best.isEmpty() || best.get() == RunsIn.CALLER)) {
        best = role;
      }
    }
    boolean isTest =
        unit.isFunction()
            && TestModules.isTest(file.path())
            && unit.ownName().startsWith("test")
            && unit.name().indexOf('<') < 0;
    // Ex) @pytest.mark.parametrize("n", [1, 2])
    boolean changed = best.filter(it -> it != RunsIn.CALLER).isPresent();
    return isTest && !changed ? Optional.of(RunsIn.OUTSIDE) : best;
  }

  private boolean isOfLoop(int type) {
    return classes.surelyDerives(type, knowledge.loopClasses());
  }

  private Optional<RunsIn> runByLibrary(String method, int function) {
    return runNames.contains(method)
        ? Optional.ofNullable(runByLibrary.computeIfAbsent(method, this::findRun).get(function))
        : Optional.empty();
  }

  /// Ex) class Worker(threading.Thread): def run(self): ..., and `run` of `Mixin` for class
  /// Worker(Mixin, threading.Thread)
  private Map<Integer, RunsIn> findRun(String method) {
    Map<Integer, RunsIn> found = new HashMap<>();
    addRun(method, knowledge.loopMethods(), RunsIn.LOOP, found);
    addRun(method, knowledge.threadMethods(), RunsIn.THREAD, found);
    return found;
  }

  private void addRun(String method, Set<String> known, RunsIn place, Map<Integer, RunsIn> found) {
    Set<String> having =
        known.stream()
            .filter(it -> Dotted.last(it).equals(method))
            .map(Dotted::qualifier)
            .collect(Collectors.toSet());
    for (int type = 0; type < classes.count() && !having.isEmpty(); type++) {
      // Only a test has what derives so run on the loop.
      boolean counts = place != RunsIn.LOOP || !TestModules.isTest(classes.get(type).file().path());
      if (counts && classes.surelyDerives(type, having)) {
        ClassGraph.Lookup lookup = classes.lookUp(type, method, false);
        if (lookup.seesAll()) {
          lookup.units().forEach(it -> found.put(it, place));
        }
      }
    }
  }

  private Optional<String> unknownDecorator(FileView file, Unit unit) {
    return unit.decorators().stream()
        .filter(it -> role(file, it).isEmpty())
        .map(it -> it.text().isEmpty() ? "an expression" : it.text())
        .findFirst();
  }

  private boolean isHandedOn(FileView file, Unit unit) {
    return unit.decorators().stream()
        .anyMatch(
            it -> knowledge.threadHandOffs().containsKey(targets.names().of(file, it.callee())));
  }

  /// What a decorator makes of a function, if that is known.
  Optional<RunsIn> role(FileView file, Decorator decorator) {
    // Ex) @price.setter
    if (file.ref(decorator.callee()) instanceof Ref.Member(int price, String accessor)
        && ACCESSORS.contains(accessor)
        && isProperty(file, price)) {
      return Optional.of(RunsIn.CALLER);
    }
    return lookUp(file, decorator, name -> Optional.ofNullable(knowledge.decorators().get(name)));
  }

  /// Which of some names a decorator means, itself or through the class of what it is a method of.
  Optional<String> meaning(FileView file, Decorator decorator, Set<String> wanted) {
    return lookUp(file, decorator, name -> Optional.of(name).filter(wanted::contains));
  }

  private <T> Optional<T> lookUp(
      FileView file, Decorator decorator, Function<String, Optional<T>> table) {
    String name = targets.names().of(file, decorator.callee());
    if (!name.isEmpty()) {
      return table.apply(name);
    }
    if (!(file.ref(decorator.callee()) instanceof Ref.Member(int of, String method))) {
      return Optional.empty();
    }
    // Ex) @app.get("/") with app = FastAPI()
    String type = targets.typeOf(file, of);
    Optional<Integer> own = classes.named(type);
    return own.isEmpty()
        ? knowledge.ofMember(type, method, table)
        : classes.lineage(own.get()).stream()
            .flatMap(it -> classes.get(it).bases().stream())
            .flatMap(base -> knowledge.ofMember(base, method, table).stream())
            .findFirst();
  }

  private boolean isProperty(FileView file, int ref) {
    return targets.of(file, ref) instanceof Target.Functions(List<Integer> units, _, _)
        && units.stream().allMatch(targets::isProperty);
  }
}
