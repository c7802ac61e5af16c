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
    return switch (file.ref(ref)) {
      case Ref.Bound _, Ref.Free _, Ref.Member _ -> names.of(file, ref);
      // Ex) asyncio.Queue | None
      case Ref.Union(List<Integer> kinds) -> onlyOne(file, kinds);
      case Ref.Subscripted(int of, List<Integer> arguments) -> subscripted(file, of, arguments);
      case Ref.Unknown _,
          Ref.Nothing _,
          Ref.Called _,
          Ref.Applied _,
          Ref.Awaited _,
          Ref.Entered _,
          Ref.Super _,
          Ref.Function _,
          Ref.Instance _,
          Ref.OneOf _ ->
          "";
    };
  }

  private String onlyOne(FileView file, List<Integer> kinds) {
    List<Integer> some =
        kinds.stream().filter(it -> !(file.ref(it) instanceof Ref.Nothing)).toList();
    return some.size() == 1 ? type(file, some.getFirst()) : "";
  }

  private String subscripted(FileView file, int of, List<Integer> arguments) {
    String outer = names.of(file, of);
    String last = Dotted.last(outer);
    if (!WRAPPERS.contains(last)) {
      // Ex) asyncio.Queue[int]
      return outer;
    }
    // Ex) Union[Loop, None], Optional[Loop]
    if (last.equals("Union") || last.equals("Optional")) {
      return onlyOne(file, arguments);
    }
    // Ex) Annotated[Loop, "main"]
    return arguments.isEmpty() ? "" : type(file, arguments.getFirst());
  }
}
