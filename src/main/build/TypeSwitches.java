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
import java.lang.classfile.instruction.SwitchCase;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Replaces what `switch` over types asks of the virtual machine: `SwitchBootstraps.typeSwitch`
/// writes a class at each such place when it is first reached, in every run, since the AOT cache
/// does not keep them. Here each place calls a method of its own class that says the same, by
/// `SwitchBootstraps`: the number of the first label from `restart` on that the value is an
/// instance of, the count of labels if there is none, and -1 for null.
final class TypeSwitches {
  private static final String BOOTSTRAPS = "Ljava/lang/runtime/SwitchBootstraps;";

  private final ClassDesc owner;
  private final boolean isInterface;
  private final Map<Place, String> methods = new LinkedHashMap<>();

  /// What a place asks: the static type of the value and the labels in their order.
  private record Place(ClassDesc value, List<ClassDesc> labels) {
    MethodTypeDesc type() {
      return MethodTypeDesc.ofDescriptor("(" + value.descriptorString() + "I)I");
    }
  }

  private TypeSwitches(ClassModel model) {
    owner = model.thisClass().asSymbol();
    isInterface = model.flags().has(AccessFlag.INTERFACE);
  }

  /// The bytes of a class without type switches of the virtual machine; the same if it has none.
  static byte[] rewritten(ClassFile format, byte[] bytes) {
    ClassModel model = format.parse(bytes);
    TypeSwitches switches = new TypeSwitches(model);
    byte[] changed =
        format.transformClass(
            model,
            ClassTransform.transformingMethodBodies(CodeTransform.ofStateful(() -> switches::call))
                .andThen(ClassTransform.endHandler(switches::define)));
    return switches.methods.isEmpty() ? bytes : changed;
  }

  private void call(CodeBuilder code, CodeElement element) {
    if (element instanceof InvokeDynamicInstruction site && isTypeSwitch(site)) {
      Place place = place(site);
      String name = methods.computeIfAbsent(place, _ -> "typeSwitch$" + methods.size());
      code.invokestatic(owner, name, place.type(), isInterface);
    } else {
      code.with(element);
    }
  }

  /// A switch whose labels are not all types is left as it is.
  private static boolean isTypeSwitch(InvokeDynamicInstruction site) {
    return site.bootstrapMethod().owner().descriptorString().equals(BOOTSTRAPS)
        && site.bootstrapMethod().methodName().equals("typeSwitch")
        && !site.typeSymbol().parameterType(0).isPrimitive()
        && site.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
  }

  private static Place place(InvokeDynamicInstruction site) {
    List<ClassDesc> labels = new ArrayList<>();
    for (ConstantDesc label : site.bootstrapArgs()) {
      labels.add((ClassDesc) label);
    }
    return new Place(site.typeSymbol().parameterType(0), List.copyOf(labels));
  }

  private void define(ClassBuilder type) {
    methods.forEach(
        (place, name) ->
            type.withMethodBody(
                name,
                place.type(),
                ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
                code -> write(code, place.labels())));
  }

  private static void write(CodeBuilder code, List<ClassDesc> labels) {
    List<Label> tests = new ArrayList<>();
    List<SwitchCase> cases = new ArrayList<>();
    for (int label = 0; label < labels.size(); label++) {
      tests.add(code.newLabel());
      cases.add(SwitchCase.of(label, tests.get(label)));
    }
    Label none = code.newLabel();
    code.aload(0).ifThen(Opcode.IFNULL, isNull -> result(isNull, -1));
    if (labels.size() > 1) {
      code.iload(1).tableswitch(none, cases);
    }
    for (int label = 0; label < labels.size(); label++) {
      int number = label;
      code.labelBinding(tests.get(label)).aload(0).instanceOf(labels.get(label));
      code.ifThen(found -> result(found, number));
    }
    code.labelBinding(none);
    result(code, labels.size());
  }

  private static void result(CodeBuilder code, int number) {
    code.loadConstant(number).return_(TypeKind.INT);
  }
}
