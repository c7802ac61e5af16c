package dev.loopmend.report;

import dev.loopmend.engine.Explanation;
import dev.loopmend.match.Nearness;
import dev.loopmend.recipe.Finding;
import dev.loopmend.recipe.Form;
import dev.loopmend.recipe.Judgement;
import dev.loopmend.recipe.Recipe;
import dev.loopmend.recipe.Trial;
import dev.loopmend.semantic.Answer;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Why a recipe finds something on a line or not, for people: pattern by pattern with what each
/// condition said that it was asked, and what comes of it.
public record WhyReport(Palette palette) {

  /// The report. `tree` is the file's; `notes` are sentences about the file, which stand first.
  public String of(Explanation explanation, SyntaxTree tree, List<String> notes) {
    StringBuilder text = new StringBuilder();
    notes.forEach(note -> text.append(Line.of(note)).append('\n'));
    if (explanation.generated() > 0) {
      text.append("the file is generated (line ").append(explanation.generated());
      text.append("): a run finds nothing in it and never changes it\n");
    }
    if (!explanation.isOn()) {
      text.append(explanation.recipe().id());
      text.append(" is off for this file (loopmend config shows why): a run finds nothing\n");
    }
    if (explanation.places().isEmpty()) {
      text.append(nothing(explanation.recipe()));
    }
    for (Explanation.Place place : explanation.places()) {
      place(text, place, tree);
    }
    return text.toString();
  }

  private static String nothing(Recipe recipe) {
    Set<String> names = new TreeSet<>();
    for (Set<String> some : recipe.requiredNames()) {
      some.forEach(name -> names.add(name.replace("()", "").replaceFirst("^[.]", "")));
    }
    String wanted = String.join(", ", names);
    return "nothing on this line has the form of a pattern; "
        + recipe.id()
        + " looks for "
        + wanted
        + '\n';
  }

  private void place(StringBuilder text, Explanation.Place place, SyntaxTree tree) {
    text.append(palette.bold(place.at().line() + ":" + place.at().column()));
    text.append("  ").append(Line.of(Excerpt.brief(place.code()))).append('\n');
    for (Trial trial : place.trials()) {
      trial(text, trial, tree);
    }
    text.append("  ").append(palette.bold("→")).append(' ').append(end(place)).append('\n');
  }

  private void trial(StringBuilder text, Trial trial, SyntaxTree tree) {
    String form = trial.form().name();
    text.append("  ").append(form.isEmpty() ? "" : "form " + form + ", ").append("pattern ");
    text.append(Line.of(trial.pattern().text())).append(": ");
    text.append(trial.nearness().map(near -> near(near, tree)).orElse("matches")).append('\n');
    Columns table = new Columns();
    for (Judgement.Step step : trial.steps()) {
      step.answer()
          .ifPresent(
              answer -> table.add(outcome(step, answer), clause(step), reason(step, answer)));
    }
    table.text().lines().forEach(line -> text.append("    ").append(line).append('\n'));
  }

  private static String near(Nearness nearness, SyntaxTree tree) {
    return switch (nearness) {
      case Nearness.OtherArguments() -> "it is a call of that, but with other arguments";
      case Nearness.Far() -> "does not match";
      case Nearness.OtherNames(List<Nearness.Name> names) ->
          "has this form, but "
              + String.join(
                  " and ",
                  names.stream()
                      .map(
                          name ->
                              Excerpt.brief(tree.textOf(name.expression()))
                                  + name.actual()
                                      .map(actual -> " is " + actual)
                                      .orElse(" is not known to be " + name.wanted()))
                      .toList());
    };
  }

  private static String outcome(Judgement.Step step, Answer answer) {
    String word =
        switch (answer) {
          case Answer.Yes _ -> "yes";
          case Answer.No _ -> "no";
          case Answer.Unknown _ -> "unknown";
        };
    return word + (step.ends() ? ", no finding" : step.lowers() ? ", lowers" : "");
  }

  /// Ex) `unless: runs-in-thread`, `$LOOP: instance of asyncio.AbstractEventLoop`
  private static String clause(Judgement.Step step) {
    Form.Clause clause = step.clause();
    boolean ofVariable = clause.text().startsWith("$" + clause.subject() + ":");
    String word = clause.word().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return ofVariable ? clause.text() : word + ": " + clause.text();
  }

  private static String reason(Judgement.Step step, Answer answer) {
    String because = step.lowers() ? step.clause().because() : "";
    return Stream.of(answer.why(), because)
        .filter(part -> !part.isBlank())
        .collect(Collectors.joining("; "));
  }

  private static String end(Explanation.Place place) {
    if (place.finding().isEmpty()) {
      boolean matched = place.trials().stream().anyMatch(trial -> trial.nearness().isEmpty());
      return matched ? "no finding: a condition says so" : "no finding: no pattern matches";
    }
    Finding finding = place.finding().get();
    String level = TextReport.fix(finding.safety());
    if (!place.declined().isEmpty()) {
      return "no finding: "
          + Line.of(String.join("; ", place.declined()))
          + " (else "
          + level
          + ")";
    }
    return place.yielded().isEmpty()
        ? "a finding, " + level
        : "no finding: it yields to " + String.join(", ", place.yielded());
  }
}
