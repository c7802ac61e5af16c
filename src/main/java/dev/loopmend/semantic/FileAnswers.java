package dev.loopmend.semantic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What was found out about one file besides the names and types of its refs: it stays while the
/// facts of the file do. Answers are pure, so threads that find out the same at once do no harm.
final class FileAnswers {
  private final FrameworkRoles.@Nullable Placement[] placements;
  private final Map<Set<String>, List<Reaching.Seed>> reaching = new ConcurrentHashMap<>();
  private final @Nullable String[] keys;
  private @Nullable OtherRunner otherRunner;
  private int @Nullable [] computed;

  /// An answer that may be that there is none.
  private record OtherRunner(Optional<OtherRunners.Other> runner) {}

  FileAnswers(int units) {
    this.placements = new FrameworkRoles.Placement[units];
    this.keys = new String[units];
  }

  /// Where frameworks run a function of the file, by its number there.
  FrameworkRoles.Placement placement(int unit, IntFunction<FrameworkRoles.Placement> find) {
    FrameworkRoles.Placement known = placements[unit];
    if (known == null) {
      known = find.apply(unit);
      placements[unit] = known;
    }
    return known;
  }

  /// The functions of the file that call something of some names themselves.
  List<Reaching.Seed> reaching(Set<String> names, Function<Set<String>, List<Reaching.Seed>> find) {
    return reaching.computeIfAbsent(names, find);
  }

  /// By which name a method of the file is used on what cannot be told, by its number there.
  String key(int unit, IntFunction<String> find) {
    String known = keys[unit];
    if (known == null) {
      known = find.apply(unit);
      keys[unit] = known;
    }
    return known;
  }

  /// What else than asyncio runs the coroutines of the file.
  Optional<OtherRunners.Other> otherRunner(Supplier<Optional<OtherRunners.Other>> find) {
    OtherRunner known = otherRunner;
    if (known == null) {
      known = new OtherRunner(find.get());
      otherRunner = known;
    }
    return known.runner();
  }

  /// The rows of the uses of the file by a name that is computed.
  int[] computed(Supplier<int[]> find) {
    int[] known = computed;
    if (known == null) {
      known = find.get();
      computed = known;
    }
    return known;
  }
}
