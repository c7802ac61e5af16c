package dev.loopmend.recipe;

import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.BulletList;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;

/// A recipe file cut into its front matter, its description and its sections. Lines count from 1.
record RecipeMarkdown(
    String frontMatter, int frontMatterLine, String description, List<Section> sections) {
  /// How the title of a section with an example begins.
  static final String EXAMPLE = "Example";

  /// A second-level heading and what stands below it.
  record Section(String title, int line, List<Block> blocks) {}

  /// A piece of a section that means something; prose is passed over.
  sealed interface Block {
    int line();

    /// A fence of code; `line` is that of its first line of code.
    record Fence(String info, String text, int line) implements Block {}

    /// A bullet's source without its mark.
    record Bullet(String text, int line) implements Block {}
  }

  /// What a run over files needs of it.
  RecipeMarkdown withoutExamples() {
    List<Section> left =
        sections.stream()
            .filter(section -> !section.title().split(":", 2)[0].strip().equals(EXAMPLE))
            .toList();
    return new RecipeMarkdown(frontMatter, frontMatterLine, description, left);
  }

  /// Reads a recipe file; one without front matter has an empty one.
  static RecipeMarkdown read(String file) {
    String text = file.replace("\r\n", "\n").replace('\r', '\n');
    List<String> lines = text.lines().toList();
    int end = frontMatterEnd(lines);
    String front = end < 0 ? "" : String.join("\n", lines.subList(1, end)) + "\n";
    // The front matter becomes empty lines, so that all lines keep their numbers.
    List<String> rest = new ArrayList<>(lines);
    for (int line = 0; line <= end; line++) {
      rest.set(line, "");
    }
    Node document =
        Parser.builder()
            .includeSourceSpans(IncludeSourceSpans.BLOCKS)
            .build()
            .parse(String.join("\n", rest) + "\n");
    List<Section> sections = new ArrayList<>();
    int firstHeading = rest.size();
    for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
      if (node instanceof Heading heading && heading.getLevel() == 2) {
        int line = lineOf(heading);
        firstHeading = Math.min(firstHeading, line - 1);
        String title = rest.get(line - 1).replaceFirst("^\\s*##\\s*", "").strip();
        sections.add(new Section(title, line, new ArrayList<>()));
      } else if (!sections.isEmpty()) {
        addBlocks(node, rest, sections.getLast().blocks());
      }
    }
    String description =
        String.join("\n", rest.subList(Math.max(0, end + 1), firstHeading)).strip();
    return new RecipeMarkdown(front, 2, description, List.copyOf(sections));
  }

  private static int frontMatterEnd(List<String> lines) {
    if (lines.isEmpty() || !lines.getFirst().strip().equals("---")) {
      return -1;
    }
    for (int line = 1; line < lines.size(); line++) {
      if (lines.get(line).strip().equals("---")) {
        return line;
      }
    }
    return -1;
  }

  private static void addBlocks(Node node, List<String> lines, List<Block> blocks) {
    if (node instanceof FencedCodeBlock fence) {
      String info = fence.getInfo() == null ? "" : fence.getInfo().strip();
      blocks.add(new Block.Fence(info, fence.getLiteral(), lineOf(fence) + 1));
    } else if (node instanceof BulletList list) {
      for (Node item = list.getFirstChild(); item != null; item = item.getNext()) {
        if (item instanceof ListItem bullet) {
          addBullet(bullet, lines, blocks);
        }
      }
    }
  }

  private static void addBullet(ListItem bullet, List<String> lines, List<Block> blocks) {
    int line = lineOf(bullet);
    int last = line;
    for (SourceSpan span : bullet.getSourceSpans()) {
      last = Math.max(last, span.getLineIndex() + 1);
    }
    int mark = lines.get(line - 1).indexOf(lines.get(line - 1).strip().charAt(0)) + 1;
    StringBuilder text = new StringBuilder();
    for (int at = line; at <= last; at++) {
      String source = lines.get(at - 1);
      text.append(at == line ? source.substring(mark) : source).append('\n');
    }
    blocks.add(new Block.Bullet(text.toString(), line));
  }

  private static int lineOf(Node node) {
    return node.getSourceSpans().getFirst().getLineIndex() + 1;
  }
}
