package dev.loopmend.operation;

import dev.loopmend.edit.Request;
import dev.loopmend.edit.TextEdit;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.HelperText;
import dev.loopmend.recipe.HelperText.Standing;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Operation;
import dev.loopmend.recipe.Site;
import dev.loopmend.rewrite.ClassMembers;
import dev.loopmend.semantic.Dotted;
import dev.loopmend.semantic.Knowledge;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.sharing.OwnerClass;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import dev.loopmend.syntax.SyntaxTree;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// `owner: {names: [...], get: NAME, close: NAME}` and its fence: attributes and methods for the
/// class whose method makes the object; the class awaits one of them where it closes what it holds.
///
/// Members of the same shape that are there already are used. If one of the names is taken, all of
/// them get the same number.
final class KeepInOwner implements Operation {
  private static final int LINE_LENGTH = 84;

  private final List<String> names;
  private final String get;
  private final String close;
  private final String source;
  private final Knowledge knowledge;

  private KeepInOwner(
      List<String> names, String get, String close, String source, Knowledge knowledge) {
    this.names = names;
    this.get = get;
    this.close = close;
    this.source = source;
    this.knowledge = knowledge;
  }

  static Made<Operation> of(Settings settings, Knowledge knowledge) {
    List<String> names = settings.words("names");
    List<String> get = settings.words("get");
    List<String> close = settings.words("close");
    return get.size() == 1
            && close.size() == 1
            && names.containsAll(get)
            && names.containsAll(close)
            && settings.fences().size() == 1
        ? new Made.Done<>(
            new KeepInOwner(
                names,
                get.getFirst(),
                close.getFirst(),
                settings.fences().getFirst().text(),
                knowledge))
        : new Made.Refused<>(
            "'names' must list what a 'python helper' fence defines, 'get' and 'close' name two of"
                + " it");
  }

  @Override
  public boolean asksCoroutineCallers() {
    return true;
  }

  @Override
  public Outcome apply(Site site, Draft draft) {
    if (!(site.root() instanceof Expr.Call call)) {
      return new Outcome.Declined("only a call makes an object");
    }
    return switch (OwnerClass.of(site.codebase(), site.model(), call, knowledge)) {
      case Made.Refused(String why) -> new Outcome.Declined(why);
      case Made.Done(OwnerClass owner) -> keep(site, draft, owner);
    };
  }

  private Outcome keep(Site site, Draft draft, OwnerClass owner) {
    HelperText text = new HelperText(site, draft, source, LINE_LENGTH);
    return switch (text.in(owner.type().body(), names, it -> areFree(site, owner, it))) {
      case Standing.Impossible(String why) -> new Outcome.Declined(why);
      case Standing.There(Map<String, String> there) ->
          done(site, draft, owner, there, Optional.empty());
      case Standing.Missing(Map<String, String> free, HelperText.Written written) ->
          done(site, draft, owner, free, Optional.of(written));
    };
  }

  private static boolean areFree(Site site, OwnerClass owner, Map<String, String> renames) {
    return renames.values().stream().noneMatch(it -> isTaken(site, owner.type(), it));
  }

  private Outcome done(
      Site site,
      Draft draft,
      OwnerClass owner,
      Map<String, String> renames,
      Optional<HelperText.Written> missing) {
    ClassMembers members = new ClassMembers(site.model().tree(), owner.type());
    Draft made = draft.rename(get, owner.self() + "." + renames.getOrDefault(get, get));
    if (missing.isPresent()) {
      Optional<List<TextEdit>> added = members.added(missing.get().tree(), owner.closing());
      if (added.isEmpty()) {
        return new Outcome.Declined("methods of its class share lines with other statements");
      }
      made = made.with(site.path(), added.get(), missing.get().imports());
    }
    String self = owner.closing().parameters().all().getFirst().name();
    String code = "await " + self + "." + renames.getOrDefault(close, close) + "()";
    Draft kept = made;
    return members
        .atEndOf(owner.closing(), code)
        .<Outcome>map(it -> new Outcome.Done(kept.with(site.path(), it, List.<Request>of())))
        .orElseGet(
            () -> new Outcome.Declined("the body of " + owner.closing().name() + " shares a line"));
  }

  /// Whether the class, or one of the project that it derives from or that derives from it, has a
  /// name like that. Those are known by their last names here, which finds rather too many, and may
  /// stand in any file that was not looked into.
  private static boolean isTaken(Site site, Stmt.ClassDef type, String name) {
    SyntaxTree own = site.model().tree();
    List<String> bases = basesOf(own, type);
    if (own.within(type).stream().anyMatch(it -> names(it, name))
        || mayBeTakenUnseen(site, type, bases, name)) {
      return true;
    }
    for (String path : site.codebase().pathsHolding(name)) {
      SyntaxTree tree = site.codebase().model(path).map(SemanticModel::tree).orElse(own);
      for (Node node : tree.nodes()) {
        boolean kin =
            node instanceof Stmt.ClassDef other
                && (bases.contains(other.name()) || basesOf(tree, other).contains(type.name()));
        if (kin && tree.within(node).stream().anyMatch(it -> names(it, name))) {
          return true;
        }
      }
    }
    return false;
  }

  private static boolean mayBeTakenUnseen(
      Site site, Stmt.ClassDef type, List<String> bases, String name) {
    List<String> unread = site.codebase().unreadHolding(name);
    return Stream.concat(Stream.of(type.name()), bases.stream())
        .flatMap(it -> site.codebase().unreadHolding(it).stream())
        .anyMatch(unread::contains);
  }

  private static List<String> basesOf(SyntaxTree tree, Stmt.ClassDef type) {
    return type.arguments().stream().map(tree::textOf).map(Dotted::last).toList();
  }

  private static boolean names(Node node, String name) {
    return switch (node) {
      case Expr.Attribute(_, _, String member) -> member.equals(name);
      case Expr.Name(_, String text) -> text.equals(name);
      case Stmt.FunctionDef def -> def.name().equals(name);
      case Node _ -> false;
    };
  }
}
