package dev.loopmend.operation;

import dev.loopmend.edit.Request;
import dev.loopmend.match.Variable;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.Spelling;
import dev.loopmend.sharing.ModuleCode;
import dev.loopmend.syntax.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `module-code: {$NEW: $MATCH, pure: SET, with: [...], without: OPTION = VALUE}`: binds a variable
/// to the matched call as a definition of the module can hold it, to be evaluated later, with
/// further keyword arguments unless the option has that value. Arguments may only use what the
/// module knows and call what a set of the knowledge files names; otherwise there is no fix.
final class BindModuleCode implements Operation {
  private static final Pattern DOTTED = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)+");

  private final String variable;
  private final Set<String> pure;
  private final List<String> keywords;
  private final Optional<List<String>> without;

  private BindModuleCode(
      String variable, Set<String> pure, List<String> keywords, Optional<List<String>> without) {
    this.variable = variable;
    this.pure = pure;
    this.keywords = keywords;
    this.without = without;
  }

  static Made<Operation> of(Settings settings, Knowledge knowledge) {
    List<String> bound =
        settings.values().entrySet().stream()
            .filter(it -> Variable.isVariable(it.getKey()) && "$MATCH".equals(it.getValue()))
            .map(Map.Entry::getKey)
            .toList();
    if (bound.size() != 1) {
      return new Made.Refused<>("one variable must be bound to $MATCH");
    }
    List<String> sets = settings.words("pure");
    Set<String> pure = sets.isEmpty() ? Set.of() : knowledge.sets().get(sets.getFirst());
    if (pure == null) {
      return new Made.Refused<>("no knowledge file has a set '" + sets.getFirst() + "'");
    }
    List<String> option = new ArrayList<>();
    settings.words("without").forEach(it -> option.addAll(List.of(it.split("\\s*=\\s*", -1))));
    return option.isEmpty() || option.size() == 2
        ? new Made.Done<>(
            new BindModuleCode(
                Variable.nameOf(bound.getFirst()),
                pure,
                settings.words("with"),
                option.isEmpty() ? Optional.empty() : Optional.of(option)))
        : new Made.Refused<>("'without' must be 'OPTION = VALUE'");
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    if (!(site.root() instanceof Expr.Call call)) {
      return new Outcome.Declined("only a call can be bound");
    }
    boolean plain =
        without.map(it -> it.get(1).equals(site.options().get(it.getFirst()))).orElse(false);
    List<String> written = new ArrayList<>();
    List<Request> imports = new ArrayList<>();
    for (String keyword : plain ? List.<String>of() : keywords) {
      switch (spelled(site, keyword, imports)) {
        case Made.Done(String text) -> written.add(text);
        case Made.Refused(String why) -> {
          return new Outcome.Declined(why);
        }
      }
    }
    return switch (ModuleCode.of(site.model(), call, pure, written)) {
      case Made.Refused(String why) -> new Outcome.Declined(why);
      case Made.Done(ModuleCode.Code(String text, List<Request> own)) -> {
        imports.addAll(own);
        yield new Outcome.Done(draft.bind(variable, new Draft.Bound(text, imports)));
      }
    };
  }

  /// Ex) `cookie_jar=aiohttp.DummyCookieJar()` in a module that has `from aiohttp import …`
  private static Made<String> spelled(Site site, String code, List<Request> imports) {
    StringBuilder text = new StringBuilder();
    Matcher names = DOTTED.matcher(code);
    while (names.find()) {
      switch (site.model().spelling(names.group(), site.model().tree().module())) {
        case Spelling.InScope(String name) -> names.appendReplacement(text, name);
        case Spelling.NeedsModule(String name, String module) -> {
          imports.add(new Request.ImportModule(module));
          names.appendReplacement(text, name);
        }
        case Spelling.NeedsModuleAs(String name, String module, String asName) -> {
          imports.add(new Request.ImportModuleAs(module, asName));
          names.appendReplacement(text, name);
        }
        case Spelling.Shadowed(String why) -> {
          return new Made.Refused<>(why);
        }
      }
    }
    return new Made.Done<>(names.appendTail(text).toString());
  }
}
