package dev.loopmend.semantic;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/// What was found out about one file besides the names and types of its refs: it stays while the
/// facts of the file do. Answers are pure, so threads that find out the same at once do no harm.
final class FileAnswers {
  private final FrameworkRoles.@Nullable Placement[] placements;
  private final Map<Set<String>, List<Reaching.Seed>> reaching = new ConcurrentHashMap<>();

  FileAnswers(int units) {
    this.placements = new FrameworkRoles.Placement[units];
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
}
