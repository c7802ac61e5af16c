package dev.loopmend.semantic;

import dev.loopmend.semantic.FileFacts.Bound;
import dev.loopmend.semantic.FileFacts.Store;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// The canonical dotted names of what refs stand for (recipes' section 0.2). Only names and
/// attributes are followed. "" is a name that cannot be told.
final class LinkedNames {
  private final Modules modules;
  private final Knowledge knowledge;
  private final OpenQuestions.Answers<String> answers =
      new OpenQuestions.Answers<>(new OpenQuestions(), "");

  LinkedNames(Modules modules, Knowledge knowledge) {
    this.modules = modules;
    this.knowledge = knowledge;
  }

  Modules modules() {
    return modules;
  }

  Knowledge knowledge() {
    return knowledge;
  }

  /// Whether a decorator changes nothing about a function.
  boolean isPlain(FileView file, FileFacts.Decorator decorator) {
    return knowledge.plainDecorators().contains(of(file, decorator.callee()));
  }

  /// The name of what a ref of a file stands for.
  String of(FileView file, int ref) {
    String known = file.name(ref);
    if (known != null) {
      return known;
    }
    return answers
        .ask(file.key(ref), () -> find(file, file.ref(ref)), name -> file.name(ref, name))
        .intern();
  }

  private String find(FileView file, Ref ref) {
    return switch (ref) {
      case Ref.Bound(int binding) -> ofBinding(file, binding);
      case Ref.Free(String name) -> unbound(file, name);
      case Ref.Member(int of, String name) -> {
        String full = member(file, of, name);
        yield replaced(file).contains(full) ? "" : full;
      }
      case Ref.Unknown _,
          Ref.Nothing _,
          Ref.Called _,
          Ref.Applied _,
          Ref.Awaited _,
          Ref.Entered _,
          Ref.Super _,
          Ref.Function _,
          Ref.Instance _,
          Ref.OneOf _,
          Ref.Item _,
          Ref.Subscripted _,
          Ref.Union _ ->
          "";
    };
  }

  private String member(FileView file, int of, String name) {
    String base = of(file, of);
    return base.isEmpty() ? "" : modules.follow(base + "." + name);
  }

  /// The attributes of modules that a file itself replaces. Ex) asyncio.run = patched_run
  Set<String> replaced(FileView view) {
    FileView file = view.summarized();
    Set<String> known = file.replaced();
    if (known != null) {
      return known;
    }
    file.replaced(Set.of());
    Set<String> found = new HashSet<>();
    for (int ref : file.facts().replaced()) {
      if (file.ref(ref) instanceof Ref.Member(int of, String name)) {
        found.add(member(file, of, name));
      }
    }
    found.remove("");
    file.replaced(found);
    return found;
  }

  /// A name that the file does not bind: from a star import, else a builtin.
  String unbound(FileView file, String name) {
    Optional<String> star = modules.star(file, name);
    if (star.isPresent()) {
      return star.get().isEmpty() ? "" : modules.follow(star.get() + "." + name);
    }
    return Builtins.has(name) ? "builtins." + name : "";
  }

  /// What all stores of a binding make of it, if they agree.
  String ofBinding(FileView file, int number) {
    Bound bound = file.bound(number);
    if (bound.stores().isEmpty() || bound.deleted()) {
      return "";
    }
    String name = ofStore(file, bound, bound.stores().getFirst());
    for (Store store : bound.stores().subList(1, bound.stores().size())) {
      // Ex) try: import tomllib / except ImportError: import tomli as tomllib
      if (name.isEmpty() || !name.equals(ofStore(file, bound, store))) {
        return "";
      }
    }
    return name;
  }

  private String ofStore(FileView file, Bound bound, Store store) {
    return switch (store) {
      case Store.Import(Summary.Source from, String name) ->
          name.isEmpty()
              ? modules.module(file.path(), from.module())
              : modules.member(file.path(), from, name);
      case Store.Function(int unit) -> defined(file, file.facts().units().get(unit).name());
      case Store.Type(int type) -> defined(file, file.facts().classes().get(type).name());
      // Ex) run = asyncio.run, once, at module level or in a function
      case Store.Value(int ref) when bound.isAlias() -> of(file, ref);
      case Store.Value _, Store.Self _, Store.Opaque _ -> "";
    };
  }

  /// The canonical name of a definition of a file.
  String defined(FileView file, String nameInModule) {
    return knowledge.canonical(file.prefix() + "." + nameInModule);
  }
}
