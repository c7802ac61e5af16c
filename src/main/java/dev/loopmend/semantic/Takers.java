package dev.loopmend.semantic;

import dev.loopmend.semantic.Knowledge.RunsIn;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Who runs a function that it is given, and where, from the knowledge.
final class Takers {
  /// What a call does with a function that it is given.
  enum Place {
    LOOP,
    THREAD,
    SPOT,
    /// a done callback of a future that may be asyncio's or an executor's
    EITHER,
    /// a framework takes it
    FRAMEWORK
  }

  /// A callee that takes a function; `runsIn` counts for frameworks.
  record Taker(String name, Place place, Knowledge.Callback argument, RunsIn runsIn) {}

  private final Map<String, Taker> byName = new HashMap<>();

  /// Methods of loops and executors by their bare name, for receivers whose class is not visible.
  /// Only names of several words: `call_soon` is nobody else's, `submit` may be anything.
  private final Map<String, Taker> byMethod = new HashMap<>();

  private final Knowledge knowledge;

  Takers(Knowledge knowledge) {
    this.knowledge = knowledge;
    knowledge.loopCallbacks().forEach((name, it) -> add(name, it, Place.LOOP));
    knowledge.threadHandOffs().forEach((name, it) -> add(name, it, Place.THREAD));
    knowledge.onTheSpot().forEach((name, it) -> add(name, it, Place.SPOT));
    knowledge
        .registrations()
        .forEach(
            (name, it) ->
                byName.put(name, new Taker(name, Place.FRAMEWORK, it.argument(), it.runsIn())));
  }

  private void add(String name, Knowledge.Callback argument, Place place) {
    Taker taker = new Taker(name, place, argument, RunsIn.CALLER);
    byName.put(name, taker);
    boolean isMethod = Dotted.looksLikeClass(Dotted.qualifier(name));
    String method = Dotted.last(name);
    if (isMethod && method.indexOf('_', 1) > 0) {
      boolean ofAnyFuture = method.equals("add_done_callback");
      Place of = ofAnyFuture ? Place.EITHER : place;
      byMethod.put(method, new Taker(method, of, argument, RunsIn.CALLER));
    }
  }

  /// What the callee of a call does with a function that it is given, if that is known.
  Optional<Taker> of(LinkedTargets targets, FileView file, int callee) {
    String name = targets.names().of(file, callee);
    if (!name.isEmpty()) {
      return Optional.ofNullable(byName.get(name));
    }
    if (!(file.ref(callee) instanceof Ref.Member(int of, String method))
        || !targets.names().of(file, of).isEmpty()) {
      return Optional.empty();
    }
    String type = targets.typeOf(file, of);
    return type.isEmpty()
        ? Optional.ofNullable(byMethod.get(method))
        : ofType(targets.classes(), type, method);
  }

  private Optional<Taker> ofType(ClassGraph classes, String type, String method) {
    Optional<Integer> own = classes.named(type);
    if (own.isEmpty()) {
      return ofLibrary(type, method);
    }
    // Ex) class Pool(ThreadPoolExecutor): ...
    return classes.lineage(own.get()).stream()
        .flatMap(it -> classes.get(it).bases().stream())
        .flatMap(base -> ofLibrary(base, method).stream())
        .findFirst();
  }

  private Optional<Taker> ofLibrary(String type, String method) {
    return knowledge.ofMember(type, method, name -> Optional.ofNullable(byName.get(name)));
  }

  /// Whether the place of an argument, as `RowTable` keeps it, is that of the function.
  static boolean isFunction(Taker taker, FileView file, int place) {
    return place >= 0
        ? place == taker.argument().position()
        : place < -1
            && file.ref(-2 - place) instanceof Ref.Free(String keyword)
            && keyword.equals(taker.argument().keyword());
  }
}
