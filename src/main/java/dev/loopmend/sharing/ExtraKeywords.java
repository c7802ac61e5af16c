package dev.loopmend.sharing;

import dev.loopmend.edit.Request;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.recipe.SpelledName;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The settings `pure: SET, with: [...], without: OPTION = VALUE` of operations that move a call:
/// what its arguments may call, and which keyword arguments it gets unless the option has that
/// value. `options: [...], of: [...]` are arguments that the methods of what the call makes take as
/// well, and these methods: where such an argument cannot move, each call of them gets it.
public record ExtraKeywords(
    Set<String> pure,
    List<String> with,
    List<String> without,
    Set<String> options,
    Set<String> methods) {
  private static final Pattern DOTTED = Pattern.compile("[A-Za-z_]\\w*(\\.[A-Za-z_]\\w*)+");

  /// Keyword arguments as they are written in a place, and the imports that they need.
  private record Written(List<String> keywords, List<Request> imports) {
    private Written {
      keywords = List.copyOf(keywords);
      imports = List.copyOf(imports);
    }
  }

  /// The settings of an operation; refused with what is wrong in the recipe.
  public static Made<ExtraKeywords> of(Operation.Settings settings, Knowledge knowledge) {
    List<String> sets = settings.words("pure");
    if (sets.size() != 1 || !knowledge.sets().containsKey(sets.getFirst())) {
      String known = String.join(", ", new TreeSet<>(knowledge.sets().keySet()));
      return new Made.Refused<>("'pure' must name a set of the knowledge files: " + known);
    }
    List<String> option = new ArrayList<>();
    settings.words("without").forEach(it -> option.addAll(List.of(it.split("\\s*=\\s*", -1))));
    return option.isEmpty() || option.size() == 2
        ? new Made.Done<>(
            new ExtraKeywords(
                knowledge.sets().getOrDefault(sets.getFirst(), Set.of()),
                settings.words("with"),
                option,
                new LinkedHashSet<>(settings.words("options")),
                new LinkedHashSet<>(settings.words("of"))))
        : new Made.Refused<>("'without' must be 'OPTION = VALUE'");
  }

  /// The options that the calls of an object's methods may be given.
  public OptionsOfCalls calls(List<ObjectUse> uses) {
    return new OptionsOfCalls(options, methods, uses);
  }

  /// The call of a site as code of the module with its further keywords and all imports; refused
  /// with the obstacle. `calls` may be given what cannot move.
  public Made<MovedCall.Code> inModule(Site site, Expr.Call call, OptionsOfCalls calls) {
    return withKeywords(
        site,
        site.model().tree().module(),
        keywords -> MovedCall.of(site.model(), call, pure, keywords, calls));
  }

  /// Code of the module of a site for another file, with names as that has them; refused if it
  /// cannot have one of them.
  public Made<MovedCall.Code> as(
      MovedCall.Code code, Site site, Expr.Call call, SemanticModel file) {
    SemanticModel here = site.model();
    Set<String> names = new LinkedHashSet<>();
    for (Node node : here.tree().within(call)) {
      boolean whole =
          (node instanceof Expr.Name || node instanceof Expr.Attribute)
              && !(here.tree().parent(node) instanceof Expr.Attribute);
      if (whole) {
        Optional<String> name = here.qualifiedName((Expr) node);
        if (name.isEmpty()) {
          return new Made.Refused<>(here.tree().textOf(node) + " is not known there");
        }
        name.filter(it -> !it.startsWith("builtins.")).ifPresent(names::add);
      }
    }
    with.forEach(it -> DOTTED.matcher(it).results().forEach(found -> names.add(found.group())));
    List<Request> imports = new ArrayList<>();
    String text = code.text();
    for (String name : names) {
      Made<SpelledName> own = SpelledName.of(here, name, here.tree().module());
      switch (SpelledName.of(file, name, file.tree().module())) {
        case Made.Done(SpelledName(String there, List<Request> needed)) -> {
          imports.addAll(needed);
          if (own instanceof Made.Done(SpelledName(String known, _)) && !known.equals(there)) {
            String whole = "(?<![\\w.])" + Pattern.quote(known) + "(?!\\w)";
            text = text.replaceAll(whole, Matcher.quoteReplacement(there));
          }
        }
        case Made.Refused(String why) -> {
          return new Made.Refused<>(why);
        }
      }
    }
    return new Made.Done<>(new MovedCall.Code(text, imports, List.of()));
  }

  /// The same for the place before a loop.
  public Made<MovedCall.Code> before(Site site, Expr.Call call, Stmt loop) {
    return withKeywords(
        site,
        call,
        keywords ->
            MovedCall.before(site.model(), call, loop, pure, keywords, OptionsOfCalls.NONE));
  }

  private Made<MovedCall.Code> withKeywords(
      Site site, Node place, Function<List<String>, Made<MovedCall.Code>> moving) {
    return switch (at(site, place)) {
      case Made.Refused(String why) -> new Made.Refused<>(why);
      case Made.Done(Written(List<String> keywords, List<Request> imports)) ->
          switch (moving.apply(keywords)) {
            case Made.Refused<MovedCall.Code> refused -> refused;
            case Made.Done(MovedCall.Code code) -> new Made.Done<>(code.with(imports));
          };
    };
  }

  /// The keywords at a place of the file of a site; refused if a name that they need is taken.
  private Made<Written> at(Site site, Node place) {
    boolean plain =
        !without.isEmpty() && without.getLast().equals(site.options().get(without.getFirst()));
    List<String> keywords = new ArrayList<>();
    List<Request> imports = new ArrayList<>();
    for (String keyword : plain ? List.<String>of() : with) {
      Optional<String> shadowed = write(site, place, keyword, keywords, imports);
      if (shadowed.isPresent()) {
        return new Made.Refused<>(shadowed.get());
      }
    }
    return new Made.Done<>(new Written(keywords, imports));
  }

  /// Ex) `cookie_jar=aiohttp.DummyCookieJar()` in a module that has `from aiohttp import …`
  private static Optional<String> write(
      Site site, Node place, String code, List<String> keywords, List<Request> imports) {
    StringBuilder text = new StringBuilder();
    Matcher names = DOTTED.matcher(code);
    while (names.find()) {
      switch (SpelledName.of(site.model(), names.group(), place)) {
        case Made.Done(SpelledName(String name, List<Request> needed)) -> {
          imports.addAll(needed);
          names.appendReplacement(text, name);
        }
        case Made.Refused(String why) -> {
          return Optional.of(why);
        }
      }
    }
    keywords.add(names.appendTail(text).toString());
    return Optional.empty();
  }
}
