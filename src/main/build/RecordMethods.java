import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.List;

/// Writes out `hashCode` and `equals` of records, which `ObjectMethods` would put together in every
/// run, when one is first called; the AOT cache does not keep them. They say the same as there: the
/// sum of the components' hashes, each one before times 31, and equality of each component.
final class RecordMethods {
  private static final String BOOTSTRAPS = "Ljava/lang/runtime/ObjectMethods;";
  private static final ClassDesc OBJECTS = ClassDesc.of("java.util.Objects");

  private final ClassDesc owner;
  private final List<String> written = new ArrayList<>();
  private List<DirectMethodHandleDesc> components = List.of();

  private RecordMethods(ClassDesc owner) {
    this.owner = owner;
  }

  /// The bytes of a class; the same if it is no record.
  static byte[] rewritten(ClassFile format, byte[] bytes) {
    ClassModel model = format.parse(bytes);
    RecordMethods methods = new RecordMethods(model.thisClass().asSymbol());
    byte[] changed =
        format.transformClass(
            model,
            ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(() -> methods::call))
                .andThen(ClassTransform.endHandler(methods::define)));
    return methods.written.isEmpty() ? bytes : changed;
  }

  private void call(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeDynamicInstruction site
        && site.bootstrapMethod().owner().descriptorString().equals(BOOTSTRAPS)
        && !site.name().equalsString("toString")) {
      components =
          site.bootstrapArgs().stream()
              .filter(DirectMethodHandleDesc.class::isInstance)
              .map(DirectMethodHandleDesc.class::cast)
              .toList();
      written.add(site.name().stringValue());
      code.invokestatic(owner, site.name().stringValue() + "$", site.typeSymbol());
    } else {
      code.with(element);
    }
  }

  private void define(ClassBuilder type) {
    int flags = ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC;
    for (String name : written) {
      if (name.equals("hashCode")) {
        MethodTypeDesc hash = MethodTypeDesc.of(ConstantDescs.CD_int, owner);
        type.withMethodBody("hashCode$", hash, flags, this::hash);
      } else {
        MethodTypeDesc equals =
            MethodTypeDesc.of(ConstantDescs.CD_boolean, owner, ConstantDescs.CD_Object);
        type.withMethodBody("equals$", equals, flags, this::equality);
      }
    }
  }

  private static ClassDesc type(DirectMethodHandleDesc component) {
    return component.invocationType().returnType();
  }

  private void get(CodeBuilder code, int slot, DirectMethodHandleDesc component) {
    code.aload(slot).getfield(owner, component.methodName(), type(component));
  }

  private void hash(CodeBuilder code) {
    code.iconst_0();
    for (DirectMethodHandleDesc component : components) {
      code.bipush(31).imul();
      get(code, 0, component);
      ClassDesc type = type(component);
      if (!type.isPrimitive()) {
        code.invokestatic(
            OBJECTS, "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, ConstantDescs.CD_Object));
      } else if (!type.equals(ConstantDescs.CD_int)) {
        code.invokestatic(box(type), "hashCode", MethodTypeDesc.of(ConstantDescs.CD_int, type));
      }
      code.iadd();
    }
    code.ireturn();
  }

  private void equality(CodeBuilder code) {
    Label different = code.newLabel();
    code.aload(0).aload(1);
    code.ifThen(Opcode.IF_ACMPEQ, same -> same.iconst_1().ireturn());
    code.aload(1).instanceOf(owner).ifeq(different);
    code.aload(1).checkcast(owner).astore(2);
    for (DirectMethodHandleDesc component : components) {
      get(code, 0, component);
      get(code, 2, component);
      ClassDesc type = type(component);
      if (!type.isPrimitive()) {
        MethodTypeDesc equals =
            MethodTypeDesc.of(
                ConstantDescs.CD_boolean, ConstantDescs.CD_Object, ConstantDescs.CD_Object);
        code.invokestatic(OBJECTS, "equals", equals).ifeq(different);
      } else if (TypeKind.from(type).asLoadable() == TypeKind.INT) {
        code.if_icmpne(different);
      } else {
        MethodTypeDesc compare = MethodTypeDesc.of(ConstantDescs.CD_int, type, type);
        code.invokestatic(box(type), "compare", compare).ifne(different);
      }
    }
    code.iconst_1().ireturn();
    code.labelBinding(different).iconst_0().ireturn();
  }

  /// The class with the static methods of a primitive type.
  private static ClassDesc box(ClassDesc type) {
    return switch (type.descriptorString()) {
      case "Z" -> ConstantDescs.CD_Boolean;
      case "B" -> ConstantDescs.CD_Byte;
      case "S" -> ConstantDescs.CD_Short;
      case "C" -> ConstantDescs.CD_Character;
      case "J" -> ConstantDescs.CD_Long;
      case "F" -> ConstantDescs.CD_Float;
      case "D" -> ConstantDescs.CD_Double;
      default -> throw new IllegalArgumentException(type.displayName());
    };
  }
}
