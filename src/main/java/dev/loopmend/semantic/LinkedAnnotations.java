package dev.loopmend.semantic;

import java.util.List;
import java.util.Set;

/// The class that an annotation names (PEP 484, 604). Optional and the wrappers that say nothing of
/// the class are looked through; a union of two classes names none. "" is none.
final class LinkedAnnotations {
  private static final Set<String> WRAPPERS =
      Set.of("Optional", "Annotated", "Final", "ClassVar", "Required", "NotRequired", "Union");

  private final LinkedNames names;

  LinkedAnnotations(LinkedNames names) {
    this.names = names;
  }

  String type(FileView file, int ref) {
    int core = core(file, ref);
    if (core < 0) {
      return "";
    }
    // Ex) asyncio.Queue[int]
    return file.ref(core) instanceof Ref.Subscripted(int of, var _)
        ? names.of(file, of)
        : names.of(file, core);
  }

  /// The ref of what an annotation says of the class, its arguments included, or -1.
  int core(FileView file, int ref) {
    return switch (file.ref(ref)) {
      case Ref.Bound _, Ref.Free _, Ref.Member _ -> ref;
      // Ex) asyncio.Queue | None
      case Ref.Union(List<Integer> kinds) -> onlyOne(file, kinds);
      case Ref.Subscripted(int of, List<Integer> arguments) ->
          subscripted(file, ref, of, arguments);
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
          Ref.Item _ ->
          -1;
    };
  }

  private int onlyOne(FileView file, List<Integer> kinds) {
    List<Integer> some =
        kinds.stream().filter(it -> !(file.ref(it) instanceof Ref.Nothing)).toList();
    return some.size() == 1 ? core(file, some.getFirst()) : -1;
  }

  private int subscripted(FileView file, int ref, int of, List<Integer> arguments) {
    String last = Dotted.last(names.of(file, of));
    if (!WRAPPERS.contains(last)) {
      return ref;
    }
    // Ex) Union[Loop, None], Optional[Loop]
    if (last.equals("Union") || last.equals("Optional")) {
      return onlyOne(file, arguments);
    }
    // Ex) Annotated[Loop, "main"]
    return arguments.isEmpty() ? -1 : core(file, arguments.getFirst());
  }
}
