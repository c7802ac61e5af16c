import dev.loopmend.recipe.NamedText;
import dev.loopmend.recipe.ParsedTexts;
import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Makes of the compiled classes and resources those of the image, which start faster: classes that
/// ask nothing of the virtual machine that the AOT cache cannot keep, and the table of what the
/// recipe and knowledge files say.
final class OwnClasses {
  /// Which class derives from which is read from the class path and not by loading classes.
  private static final ClassFile FORMAT =
      ClassFile.of(
          ClassFile.ClassHierarchyResolverOption.of(
              ClassHierarchyResolver.ofResourceParsing(ClassLoader.getSystemClassLoader())
                  .cached()));

  private OwnClasses() {}

  /// Arguments: the folder of classes and resources, and the folder to write, which is emptied
  /// first.
  public static void main(String[] args) throws IOException {
    Path from = Path.of(args[0]);
    Path to = Path.of(args[1]);
    empty(to);
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path path : walk.sorted().toList()) {
        copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
    List<NamedText> texts = new ArrayList<>();
    for (String name : Files.readAllLines(from.resolve("recipes/INDEX"))) {
      Path file = from.resolve("recipes").resolve(name);
      texts.add(new NamedText("recipes/" + name, Files.readString(file)));
    }
    Path table = to.resolve("dev/loopmend/recipe/BuiltInTable.class");
    Files.write(table, holding(ParsedTexts.of(texts), Files.readAllBytes(table)));
  }

  /// The bytes of a class whose method `pieces` gives a list of texts.
  private static byte[] holding(List<String> pieces, byte[] bytes) {
    return FORMAT.transformClass(
        FORMAT.parse(bytes),
        ClassTransform.transformingMethods(
            method -> method.methodName().equalsString("pieces"),
            (method, element) -> {
              if (element instanceof CodeModel) {
                method.withCode(code -> give(code, pieces));
              } else {
                method.with(element);
              }
            }));
  }

  private static void give(CodeBuilder code, List<String> pieces) {
    code.loadConstant(pieces.size()).anewarray(ConstantDescs.CD_String);
    for (int piece = 0; piece < pieces.size(); piece++) {
      code.dup().loadConstant(piece).loadConstant(pieces.get(piece)).aastore();
    }
    MethodTypeDesc listOf =
        MethodTypeDesc.of(ConstantDescs.CD_List, ConstantDescs.CD_Object.arrayType());
    code.invokestatic(ConstantDescs.CD_List, "of", listOf, true).areturn();
  }

  private static void empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> walk = Files.walk(folder)) {
        for (Path path : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  private static void copy(Path source, Path target) throws IOException {
    if (Files.isDirectory(source)) {
      Files.createDirectories(target);
    } else if (source.toString().endsWith(".class")) {
      byte[] bytes = TypeSwitches.rewritten(FORMAT, Files.readAllBytes(source));
      Files.write(target, RecordMethods.rewritten(FORMAT, bytes));
    } else {
      Files.copy(source, target, StandardCopyOption.COPY_ATTRIBUTES);
    }
  }
}
