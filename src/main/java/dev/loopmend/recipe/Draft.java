package dev.loopmend.recipe;

import dev.loopmend.edit.FileEdits;
import dev.loopmend.edit.Request;
import dev.loopmend.edit.Safety;
import dev.loopmend.edit.TextEdit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A fix in the making. `bound` are variables (without dollars) that steps bound to code, `renames`
/// are the names that helpers got in this file, `files` the edits so far, `safety` the weakest
/// level that a step asked for.
public record Draft(
    Map<String, Bound> bound, Map<String, String> renames, List<FileEdits> files, Safety safety) {
  /// The draft that a rewrite starts with.
  public static final Draft EMPTY = new Draft(Map.of(), Map.of(), List.of(), new Safety.Safe());

  public Draft {
    bound = Map.copyOf(bound);
    renames = Map.copyOf(renames);
    files = List.copyOf(files);
  }

  /// Code that a step bound to a variable, and what it needs where it is written.
  public record Bound(String code, List<Request> requests) {
    public Bound {
      requests = List.copyOf(requests);
    }
  }

  /// The draft with a variable bound to code.
  public Draft bind(String variable, Bound code) {
    Map<String, Bound> more = new LinkedHashMap<>(bound);
    more.put(variable, code);
    return new Draft(more, renames, files, safety);
  }

  /// The draft with a name of templates written otherwise.
  public Draft rename(String name, String written) {
    Map<String, String> more = new LinkedHashMap<>(renames);
    more.put(name, written);
    return new Draft(bound, more, files, safety);
  }

  /// The draft with more edits and requests for a file.
  public Draft with(String path, List<TextEdit> edits, List<Request> requests) {
    List<FileEdits> more = new ArrayList<>();
    List<TextEdit> allEdits = new ArrayList<>();
    List<Request> allRequests = new ArrayList<>();
    for (FileEdits file : files) {
      if (file.path().equals(path)) {
        allEdits.addAll(file.edits());
        allRequests.addAll(file.requests());
      } else {
        more.add(file);
      }
    }
    allEdits.addAll(edits);
    allRequests.addAll(requests);
    more.add(new FileEdits(path, allEdits, allRequests.stream().distinct().toList()));
    return new Draft(bound, renames, more, safety);
  }

  /// The draft at no more than a level.
  public Draft lowered(Safety to) {
    return new Draft(bound, renames, files, safety.weakest(to));
  }
}
