package dev.loopmend.injection;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A module of several pieces of work, with or without bugs. Equal seeds give equal programs.
///
/// @param text the module
/// @param units its pieces in their order
record GeneratedProgram(String text, List<Unit> units) {
  private static final Pattern SPELLED = Pattern.compile("\\{\\{([\\w.]+)}}");
  private static final int LAYOUTS = 5;

  /// A piece of work in its lines, counted from 1, with its bug or without.
  record Unit(Template template, boolean bug, int firstLine, int lastLine) {
    boolean holds(int line) {
      return firstLine <= line && line <= lastLine;
    }
  }

  /// A template, whether its bug is put in, and how the piece stands in the module.
  record Plan(Template template, boolean bug, Place place) {
    Plan without() {
      return new Plan(template, false, place);
    }
  }

  /// How a piece of work stands in its module.
  enum Place {
    FUNCTION,
    METHOD,
    NESTED
  }

  /// Writes the module of some pieces.
  static GeneratedProgram of(List<Plan> plans, long seed) {
    return new Writer(new Random(seed)).write(plans);
  }

  private static final class Writer {
    private final Random random;
    private final Spelling spelling;
    private final List<String> lines = new ArrayList<>();

    Writer(Random random) {
      this.random = random;
      this.spelling = new Spelling(random);
    }

    GeneratedProgram write(List<Plan> plans) {
      List<Unit> units = new ArrayList<>();
      List<String> main = new ArrayList<>();
      for (int number = 1; number <= plans.size(); number++) {
        Plan plan = plans.get(number - 1);
        int first = lines.size();
        add(laidOut(plan.template().helpers(plan.bug()), number), 0);
        main.add("print(" + number + ", repr(await " + call(plan, number) + "))");
        units.add(new Unit(plan.template(), plan.bug(), first, lines.size()));
      }
      String run = spelling.of("asyncio.run");
      List<String> head = new ArrayList<>(List.of("\"\"\"Several pieces of work.\"\"\""));
      head.addAll(spelling.lines());
      List<Unit> placed =
          units.stream()
              .map(
                  unit ->
                      new Unit(
                          unit.template(),
                          unit.bug(),
                          unit.firstLine() + head.size() + 1,
                          unit.lastLine() + head.size()))
              .toList();
      head.addAll(lines);
      head.addAll(List.of("", "", "async def main():"));
      main.forEach(line -> head.add("    " + line));
      head.addAll(List.of("", "", "if __name__ == \"__main__\":", "    " + run + "(main())"));
      return new GeneratedProgram(String.join("\n", head) + "\n", placed);
    }

    /// Writes the function of a piece; gives the call of it.
    private String call(Plan plan, int number) {
      List<String> body = wrapped(laidOut(plan.template().body(plan.bug()), number));
      lines.addAll(List.of("", ""));
      return switch (plan.place()) {
        case FUNCTION -> {
          lines.add("async def work_" + number + "(number):");
          add(body, 1);
          yield "work_" + number + "(3)";
        }
        case METHOD -> {
          lines.add("class Work_" + number + ":");
          lines.add("    async def do(self, number):");
          add(body, 2);
          yield "Work_" + number + "().do(3)";
        }
        case NESTED -> {
          lines.add("async def around_" + number + "(number):");
          lines.add("    async def work_" + number + "():");
          add(body, 2);
          lines.add("");
          lines.add("    return await work_" + number + "()");
          yield "around_" + number + "(3)";
        }
      };
    }

    private void add(List<String> more, int depth) {
      more.forEach(line -> lines.add(line.isBlank() ? line : "    ".repeat(depth) + line));
    }

    /// The lines of a text, its names spelled and its brackets laid out in some way.
    private List<String> laidOut(String text, int number) {
      Matcher names = SPELLED.matcher(text.replace("NN", Integer.toString(number)));
      String named =
          names.replaceAll(found -> Matcher.quoteReplacement(spelling.of(found.group(1))));
      StringBuilder laid = new StringBuilder();
      named.chars().forEach(c -> laid.append(c == '~' ? layout() : Character.toString(c)));
      return laid.isEmpty() ? List.of() : laid.toString().lines().toList();
    }

    private String layout() {
      return switch (random.nextInt(2 * LAYOUTS)) {
        case 0 -> "\n        ";
        case 1 -> "  # as said\n        ";
        case 2 -> " \\\n    ";
        case 3 -> " ";
        default -> "";
      };
    }

    /// The lines with a block of some kind round those between `@wrap` and `@end`.
    private List<String> wrapped(List<String> body) {
      List<String> wrapped = new ArrayList<>();
      int depth = 0;
      String end = "";
      for (String line : body) {
        if (line.equals("@wrap")) {
          int kind = random.nextInt(4);
          wrapped.addAll(
              switch (kind) {
                case 0 -> List.of("if number > 0:");
                case 1 -> List.of("try:");
                case 2 -> List.of("for _again in range(1):", "    # once");
                default -> List.<String>of();
              });
          depth = kind < 3 ? 1 : 0;
          end = kind == 1 ? "finally:\n    str(number)" : "";
        } else if (line.equals("@end")) {
          wrapped.addAll(end.lines().toList());
          depth = 0;
        } else {
          wrapped.add(line.isBlank() ? line : "    ".repeat(depth) + line);
        }
      }
      return wrapped;
    }
  }
}
