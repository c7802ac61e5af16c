package dev.loopmend.injection;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/// How one module spells the names of others: each name in one of the ways that Python has.
final class Spelling {
  private final Random random;
  private final Map<String, String> spelled = new LinkedHashMap<>();
  private final Set<String> imports = new TreeSet<>();
  private final Set<String> aliases = new TreeSet<>();

  Spelling(Random random) {
    this.random = random;
  }

  /// How the module spells a dotted name, always the same.
  String of(String dotted) {
    return spelled.computeIfAbsent(dotted, this::choose);
  }

  private String choose(String dotted) {
    String module = dotted.substring(0, dotted.lastIndexOf('.'));
    String name = dotted.substring(module.length() + 1);
    return switch (random.nextInt(6)) {
      // Ex) asyncio.sleep
      case 0, 1 -> with("import " + module, dotted);
      // Ex) the_asyncio.sleep
      case 2 -> with("import " + module + " as the_" + module, "the_" + dotted);
      // Ex) sleep, which only one module may have
      case 3 ->
          spelled.containsValue(name)
              ? with("import " + module, dotted)
              : with("from " + module + " import " + name, name);
      // Ex) asyncio_sleep
      case 4 -> {
        String own = module + "_" + name;
        yield with("from " + module + " import " + name + " as " + own, own);
      }
      // Ex) own_asyncio_sleep = asyncio.sleep
      default -> {
        String own = "own_" + module + "_" + name;
        aliases.add(own + " = " + dotted);
        yield with("import " + module, own);
      }
    };
  }

  private String with(String line, String written) {
    imports.add(line);
    return written;
  }

  /// The lines at the top of the module that the names need.
  List<String> lines() {
    List<String> lines = new ArrayList<>(imports);
    lines.add("");
    lines.addAll(aliases);
    return lines;
  }
}
