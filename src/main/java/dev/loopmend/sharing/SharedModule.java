package dev.loopmend.sharing;

import dev.loopmend.edit.Request;
import dev.loopmend.recipe.Draft;
import dev.loopmend.recipe.Made;
import dev.loopmend.recipe.Site;
import dev.loopmend.rewrite.FreeName;
import dev.loopmend.semantic.Answer;
import dev.loopmend.semantic.Dotted;
import dev.loopmend.semantic.SemanticModel;
import dev.loopmend.semantic.Spelling;
import dev.loopmend.semantic.Workspace;
import dev.loopmend.syntax.Expr;
import dev.loopmend.syntax.Node;
import dev.loopmend.syntax.Stmt;
import java.util.List;
import java.util.Optional;

/// A module of the project, there or to be made, that holds what several files use: `path` is its
/// file, `site` a match as it would lie in there.
public record SharedModule(String name, String path, Site site) {

  /// The module of a name as the file of a match can import it; refused with what is in the way.
  public static Made<SharedModule> of(Site site, String name) {
    Workspace workspace = site.codebase().workspace();
    Optional<String> path = workspace.fileFor(site.path(), name);
    Optional<SemanticModel> model = path.flatMap(site.codebase()::model);
    if (path.isEmpty() || model.isEmpty()) {
      return new Made.Refused<>(
          "the module "
              + name
              + " cannot be made: no folder of the project is its package, or the"
              + " standard library has one of its name");
    }
    SharedModule shared =
        new SharedModule(
            name,
            path.get(),
            new Site(
                site.recipe(),
                path.get(),
                site.match(),
                model.get(),
                site.codebase(),
                site.target(),
                site.options()));
    return shared
        .obstacle(site)
        .<Made<SharedModule>>map(Made.Refused::new)
        .orElseGet(() -> new Made.Done<>(shared));
  }

  /// Whether nothing stands in the module.
  public boolean isEmpty() {
    return site.model().tree().text().isEmpty();
  }

  private Optional<String> obstacle(Site from) {
    if (path.equals(from.path())) {
      return Optional.empty();
    }
    if (isEmpty() && from.codebase().mayEdit(path) instanceof Answer.No(String why)) {
      return Optional.of("the module " + name + " cannot be made: " + why);
    }
    if (!from.codebase().workspace().isBeside(from.path(), name, path)
        && !imports(from, Dotted.root(name))) {
      return Optional.of(
          from.path()
              + " imports nothing of "
              + Dotted.root(name)
              + ", so it may not find "
              + name);
    }
    return importsOfProject(site, site.model())
        .map(it -> "the module " + name + " imports " + it + ", which could lead back here")
        .or(() -> packageThatLeadsBack(from));
  }

  /// A package that importing the module would run first, and that the file neither lies in nor
  /// imports already.
  private Optional<String> packageThatLeadsBack(Site from) {
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      String around = name.substring(0, dot);
      Optional<String> init = from.codebase().workspace().fileFor(from.path(), around);
      boolean known =
          init.isEmpty()
              || from.path().startsWith(init.get().substring(0, init.get().lastIndexOf('/') + 1))
              || imports(from, around);
      Optional<String> imported =
          known
              ? Optional.empty()
              : from.codebase()
                  .model(init.get())
                  .map(it -> importsOfProject(from, it))
                  .orElse(Optional.of("what cannot be read"));
      if (imported.isPresent()) {
        return Optional.of(
            "%s does not import %s yet, and %s imports %s, which could lead back here"
                .formatted(from.path(), around, init.orElse(around), imported.get()));
      }
    }
    return Optional.empty();
  }

  /// Whether the file of a match imports a package, or something in it, whenever it is loaded.
  private static boolean imports(Site from, String wanted) {
    return imports(from.model().tree().module().body(), wanted);
  }

  private static boolean imports(List<Stmt> body, String wanted) {
    return body.stream()
        .anyMatch(
            it ->
                switch (it) {
                  case Stmt.Import(_, List<Node.Alias> names) ->
                      names.stream().anyMatch(one -> isIn(one.name(), wanted));
                  case Stmt.ImportFrom(_, int level, String module, _) ->
                      level == 0 && isIn(module, wanted);
                  // Ex) if True:
                  case Stmt.If(_, Expr.Constant(_, Expr.ConstantKind kind, _), var inner, _) ->
                      kind == Expr.ConstantKind.TRUE && imports(inner, wanted);
                  case Stmt _ -> false;
                });
  }

  private static boolean isIn(String module, String around) {
    return module.equals(around) || module.startsWith(around + ".");
  }

  /// What a file imports of the project, anywhere in it.
  private static Optional<String> importsOfProject(Site site, SemanticModel model) {
    Workspace workspace = site.codebase().workspace();
    for (Node node : model.tree().nodes()) {
      switch (node) {
        case Stmt.Import(_, List<Node.Alias> names) -> {
          for (Node.Alias one : names) {
            if (workspace.isOfProject(model.path(), one.name())) {
              return Optional.of(one.name());
            }
          }
        }
        case Stmt.ImportFrom(_, int level, String module, _)
            when level > 0 || workspace.isOfProject(model.path(), module) -> {
          return Optional.of(".".repeat(level) + module);
        }
        case Node _ -> {}
      }
    }
    return Optional.empty();
  }

  /// A draft in which the file of a match calls a function of the module as it can, with the import
  /// that this needs.
  public Draft imported(Site from, Draft draft, String function, String written) {
    if (path.equals(from.path())) {
      return draft.rename(function, written);
    }
    if (from.model().spelling(name + "." + written, from.root())
        instanceof Spelling.InScope(String text)) {
      return draft.rename(function, text);
    }
    String free = FreeName.like(written, from.model()::isFree);
    Request wanted =
        free.equals(written)
            ? new Request.ImportName(name, written)
            : new Request.ImportNameAs(name, written, free);
    return draft.rename(function, free).with(from.path(), List.of(), List.of(wanted));
  }
}
