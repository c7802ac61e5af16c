package dev.loopmend.semantic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Library facts, by canonical dotted name. A method is named through its class, as in
/// `asyncio.AbstractEventLoop.call_soon`.
///
/// - `standardModules`: top-level modules of the standard library, which a project may shadow.
/// - `canonicalModules`: module prefixes that are only another way to a public one, such as
///   `asyncio.runners` to `asyncio`.
/// - `returns`: what a call of a function or method gives, such as `asyncio.get_running_loop` to
///   `asyncio.AbstractEventLoop`. Classes need no entry: a call of a library name that starts with
///   a capital gives an instance of it.
/// - `attributes`: the class of an attribute, such as `discord.Client.loop`.
/// - `superclasses`: the base of a library class, where an instance may stand for it.
/// - `loopCallbacks`: who has a function run by the event loop, and drops what it returns.
/// - `threadHandOffs`: who runs a function in another thread or process.
/// - `onTheSpot`: who calls a function before it returns itself.
/// - `registrations`: who registers a function with a framework, and where that runs it.
/// - `decorators`: where a decorated function is run by a framework.
/// - `plainDecorators`: those that change nothing about a function: each call runs its code and
///   gives what that gives.
/// - `loopClasses`: classes whose methods the event loop calls, such as `asyncio.Protocol`.
/// - `loopMethods`: those of their methods that it calls by their names, such as
///   `asyncio.Protocol.data_received`.
/// - `threadMethods`: methods that run in a thread of their own, such as `threading.Thread.run`.
/// - `loopOwners`: who runs a coroutine to its end and cancels what is left, such as `asyncio.run`.
/// - `shutdownHooks`: by class of an application, which of its methods takes a coroutine function
///   to be awaited when it ends; `lifespan` for an ASGI lifespan.
/// - `coroutineFunctions`: functions and methods whose call only makes a coroutine.
/// - `awaited`: what awaiting, or entering, the result of a call gives, such as
///   `aiohttp.ClientSession.get` to `aiohttp.ClientResponse`.
/// - `sets`: names that recipes speak of together, by the name of the set.
/// - `sources`: where it is documented what the files say of a name, a URL or the name of a text.
public record Knowledge(
    Set<String> standardModules,
    Map<String, String> canonicalModules,
    Map<String, String> returns,
    Map<String, String> attributes,
    Map<String, String> superclasses,
    Map<String, Callback> loopCallbacks,
    Map<String, Callback> threadHandOffs,
    Map<String, Callback> onTheSpot,
    Map<String, Registration> registrations,
    Map<String, RunsIn> decorators,
    Set<String> plainDecorators,
    Set<String> loopClasses,
    Set<String> loopMethods,
    Set<String> threadMethods,
    Set<String> loopOwners,
    Map<String, String> shutdownHooks,
    Set<String> coroutineFunctions,
    Map<String, String> awaited,
    Map<String, Set<String>> sets,
    Map<String, String> sources) {
  /// Which argument of a call is the function: its position from 0, its keyword or "".
  public record Callback(int position, String keyword) {}

  /// Which argument of a call a framework takes, and where it runs a plain function.
  public record Registration(Callback argument, RunsIn runsIn) {}

  /// Where a framework runs a plain function that a decorator registers.
  public enum RunsIn {
    /// on the running loop
    LOOP,
    /// in a worker thread
    THREAD,
    /// where no loop runs: a command, a fixture, a synchronous test
    OUTSIDE,
    /// as if it were not decorated: `staticmethod`, `functools.wraps`
    CALLER
  }

  public Knowledge {
    standardModules = Set.copyOf(standardModules);
    canonicalModules = Map.copyOf(canonicalModules);
    returns = Map.copyOf(returns);
    attributes = Map.copyOf(attributes);
    superclasses = Map.copyOf(superclasses);
    loopCallbacks = Map.copyOf(loopCallbacks);
    threadHandOffs = Map.copyOf(threadHandOffs);
    onTheSpot = Map.copyOf(onTheSpot);
    registrations = Map.copyOf(registrations);
    decorators = Map.copyOf(decorators);
    plainDecorators = Set.copyOf(plainDecorators);
    loopClasses = Set.copyOf(loopClasses);
    loopMethods = Set.copyOf(loopMethods);
    threadMethods = Set.copyOf(threadMethods);
    loopOwners = Set.copyOf(loopOwners);
    shutdownHooks = Map.copyOf(shutdownHooks);
    coroutineFunctions = Set.copyOf(coroutineFunctions);
    awaited = Map.copyOf(awaited);
    sets = Map.copyOf(sets);
    sources = Map.copyOf(sources);
  }

  /// No facts at all.
  public static Knowledge none() {
    return new Knowledge(
        Set.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(), Map.of(),
        Map.of(), Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), Map.of(), Set.of(), Map.of(),
        Map.of(), Map.of());
  }

  /// The public spelling of a dotted name: `asyncio.runners.run` is `asyncio.run`. The longest
  /// prefix counts.
  String canonical(String name) {
    int end = name.length();
    while (end > 0) {
      Optional<String> better = Optional.ofNullable(canonicalModules.get(name.substring(0, end)));
      if (better.isPresent()) {
        return better.get() + name.substring(end);
      }
      end = name.lastIndexOf('.', end - 1);
    }
    return name;
  }

  /// Whether a class is another one or, as far as is known, derives from it.
  public boolean isA(String type, String wanted) {
    return isAny(type, Set.of(wanted));
  }

  /// Whether a class is one of others or, as far as is known, derives from one.
  boolean isAny(String type, Set<String> wanted) {
    return lineage(type).stream().anyMatch(wanted::contains);
  }

  /// A class of a library and those that it derives from, as far as is known.
  List<String> lineage(String type) {
    List<String> lineage = new ArrayList<>();
    for (String at = type; !at.isEmpty(); at = superclasses.getOrDefault(at, "")) {
      // Files of a user may go round in a circle.
      if (lineage.contains(at)) {
        break;
      }
      lineage.add(at);
    }
    return lineage;
  }

  /// The one of some names that a member of a library class has: its own, or that of a base.
  Optional<String> memberOf(String type, String member, Set<String> names) {
    return ofMember(type, member, name -> Optional.of(name).filter(names::contains));
  }

  /// What a table says of a member of a library class, by its own name or by that of a base.
  <T> Optional<T> ofMember(String type, String member, Function<String, Optional<T>> table) {
    return lineage(type).stream()
        .map(it -> table.apply(it + "." + member))
        .flatMap(Optional::stream)
        .findFirst();
  }
}
