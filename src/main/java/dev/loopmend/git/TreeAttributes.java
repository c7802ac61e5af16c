package dev.loopmend.git;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jgit.attributes.Attribute;
import org.eclipse.jgit.attributes.AttributesNode;
import org.eclipse.jgit.attributes.AttributesRule;
import org.eclipse.jgit.lib.ObjectId;

/// What the `.gitattributes` files of a commit say (gitattributes(5)); those of the machine and of
/// the repository's own folder are no part of a commit.
final class TreeAttributes {
  static final String FILTER = "filter";
  static final String ENCODING = "working-tree-encoding";
  private static final String FILE = ".gitattributes";

  private final CommitTree tree;
  private final Map<List<String>, List<AttributesRule>> rules = new ConcurrentHashMap<>();

  TreeAttributes(CommitTree tree) {
    this.tree = tree;
  }

  /// The value that an attribute has for a file; nothing if it is unset or just set. The innermost
  /// folder speaks first, in each the last rule.
  Optional<String> of(List<String> file, String name) throws IOException {
    for (int depth = file.size() - 1; depth >= 0; depth--) {
      String path = String.join("/", file.subList(depth, file.size()));
      for (AttributesRule rule : rules(file.subList(0, depth)).reversed()) {
        if (rule.isMatch(path, false)) {
          for (Attribute attribute : rule.getAttributes().reversed()) {
            if (attribute.getKey().equals(name)) {
              return Optional.ofNullable(attribute.getValue());
            }
          }
        }
      }
    }
    return Optional.empty();
  }

  private List<AttributesRule> rules(List<String> folder) throws IOException {
    List<AttributesRule> known = rules.get(folder);
    if (known == null) {
      known = read(folder);
      rules.put(List.copyOf(folder), known);
    }
    return known;
  }

  private List<AttributesRule> read(List<String> folder) throws IOException {
    Optional<CommitTree.Place> place = tree.find(folder, false);
    if (place.isPresent()
        && tree.entries(place.get().entry()).get(FILE)
            instanceof CommitTree.Entry.Blob(ObjectId id)) {
      AttributesNode node = new AttributesNode();
      node.parse(new ByteArrayInputStream(tree.bytes(id)));
      return List.copyOf(node.getRules());
    }
    return List.of();
  }
}
