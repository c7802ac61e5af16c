package dev.loopmend.recipe;

import dev.loopmend.match.CodePattern;
import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Example.Role;
import dev.loopmend.recipe.RecipeMarkdown.Block;
import dev.loopmend.recipe.RecipeMarkdown.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a recipe file says that cannot be meant, although each part of it can be read.
final class RecipeLint {
  private static final Pattern VARIABLE = Pattern.compile("\\$+(\\w+)");

  private final List<Form> forms;
  private final List<Section> sections;

  RecipeLint(List<Form> forms, List<Section> sections) {
    this.forms = forms;
    this.sections = sections;
  }

  /// What can never find anything: conditions that exclude each other, and patterns of which an
  /// earlier one takes every match.
  void refuse(Refusal refusal) {
    Map<String, Form> taken = new LinkedHashMap<>();
    for (Form form : forms) {
      contradictions(form, refusal);
      for (CodePattern pattern : form.patterns()) {
        Form earlier = taken.get(pattern.text());
        if (earlier != null) {
          String whose = earlier.name().isEmpty() ? "" : " of the form '" + earlier.name() + "'";
          refusal.refuse(
              form.line(),
              "'"
                  + pattern.text()
                  + "' is never reached: the same pattern"
                  + whose
                  + " above takes every match");
        } else if (isUnconditional(form)) {
          taken.put(pattern.text(), form);
        }
      }
    }
  }

  private static boolean isUnconditional(Form form) {
    return form.clauses().stream()
        .noneMatch(it -> it.word() == Form.Word.WHERE || it.word() == Form.Word.UNLESS);
  }

  /// Ex) `where: in-notebook` and `unless: in-notebook`, or `where: not in-notebook`
  private static void contradictions(Form form, Refusal refusal) {
    Map<String, Boolean> wanted = new LinkedHashMap<>();
    for (Form.Clause clause : form.clauses()) {
      boolean where = clause.word() == Form.Word.WHERE;
      if (where || clause.word() == Form.Word.UNLESS) {
        boolean negated = clause.text().startsWith("not ");
        String condition = negated ? clause.text().substring(4).strip() : clause.text();
        boolean other = wanted.getOrDefault(condition, where != negated) == (where != negated);
        if (!other) {
          refusal.refuse(
              clause.line(), "nothing is ever found: '" + condition + "' must hold and must not");
        }
        wanted.put(condition, where != negated);
      }
    }
  }

  /// What a recipe may do but hardly means: captured code that a template drops, and examples that
  /// lack a form in which people write what it looks for.
  void hint(List<Example> examples, Refusal hint) {
    unused(hint);
    aliases(examples, hint);
  }

  private void unused(Refusal hint) {
    Set<String> used = new LinkedHashSet<>();
    for (Section section : sections) {
      boolean match = section.title().startsWith("Match");
      if (match || section.title().startsWith("Rewrite")) {
        for (Block block : section.blocks()) {
          if (!match || block instanceof Block.Bullet) {
            used.addAll(variables(text(block)));
          }
        }
      }
    }
    for (Section section : sections) {
      for (Block block : section.blocks()) {
        boolean match = section.title().startsWith("Match") && isReplaced(nameOf(section));
        if (match && block instanceof Block.Fence fence) {
          unused(fence, used, hint);
        }
      }
    }
  }

  /// Whether a template takes the place of what a form matches, so that code which it does not name
  /// is gone.
  private boolean isReplaced(String form) {
    List<Block.Fence> templates =
        sections.stream()
            .filter(section -> section.title().startsWith("Rewrite"))
            .filter(it -> List.of("", form).contains(nameOf(it)) || nameOf(it).contains("="))
            .flatMap(section -> section.blocks().stream())
            .filter(Block.Fence.class::isInstance)
            .map(Block.Fence.class::cast)
            .filter(fence -> fence.info().startsWith("python rewrite"))
            .toList();
    return !templates.isEmpty()
        && templates.stream().noneMatch(it -> variables(it.text()).contains(Variable.MATCH));
  }

  /// Ex) `MD5` of `## Match: MD5`
  private static String nameOf(Section section) {
    int colon = section.title().indexOf(':');
    return colon < 0 ? "" : section.title().substring(colon + 1).strip();
  }

  private static void unused(Block.Fence fence, Set<String> used, Refusal hint) {
    boolean several = fence.info().endsWith("patterns");
    List<String> lines = fence.text().lines().toList();
    for (int at = 0; at < lines.size(); at++) {
      List<String> here = variables(several ? lines.get(at) : fence.text());
      Matcher variable = VARIABLE.matcher(lines.get(at));
      while (variable.find()) {
        String name = variable.group(1);
        boolean once = here.stream().filter(name::equals).count() == 1;
        if (once && !used.contains(name) && !name.equals(Variable.ANYTHING)) {
          String dollars = variable.group().substring(0, variable.group().indexOf(name));
          hint.refuse(
              fence.line() + at,
              "the rewrite drops what "
                  + variable.group()
                  + " stands for: write "
                  + dollars
                  + Variable.ANYTHING
                  + " if that is meant");
        }
      }
    }
  }

  private static String text(Block block) {
    return switch (block) {
      case Block.Fence(_, String text, _) -> text;
      case Block.Bullet(String text, _) -> text;
    };
  }

  private static List<String> variables(String text) {
    return VARIABLE.matcher(text).results().map(found -> found.group(1)).toList();
  }

  private void aliases(List<Example> examples, Refusal hint) {
    Set<String> roots = new TreeSet<>();
    for (Form form : forms) {
      for (CodePattern pattern : form.patterns()) {
        for (String name : pattern.requiredNames()) {
          if (name.indexOf('.') > 0) {
            roots.add(name.substring(0, name.indexOf('.')));
          }
        }
      }
    }
    List<String> found = new ArrayList<>();
    for (Example example : examples) {
      example.with(Role.BEFORE).forEach(code -> found.add(code.text()));
      example.with(Role.REPORTED).forEach(code -> found.add(code.text()));
    }
    if (roots.isEmpty() || found.isEmpty()) {
      return;
    }
    String names = String.join("|", roots).replace(".", "\\.");
    Pattern alias =
        Pattern.compile(
            "\\bfrom\\s+(?:"
                + names
                + ")(?:\\.\\w+)*\\s+import\\b|\\bimport\\s+(?:"
                + names
                + ")(?:\\.\\w+)*\\s+as\\b");
    if (found.stream().noneMatch(code -> alias.matcher(code).find())) {
      String root = roots.iterator().next();
      hint.refuse(
          examples.getFirst().line(),
          "no example finds it under another name: use 'import %s as …' or 'from %s import …' in one"
              .formatted(root, root));
    }
  }
}
