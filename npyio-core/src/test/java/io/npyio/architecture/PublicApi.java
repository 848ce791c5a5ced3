package io.npyio.architecture;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The public API as text: a line for each type that users see, and below it, indented and sorted, a
 * line for each member. Members that the language itself gives to enums and records are left out.
 */
final class PublicApi {
  private final CompiledModule module;

  PublicApi(CompiledModule module) {
    this.module = module;
  }

  /** {@return the lines for all exported packages, an empty line between types} */
  List<String> lines() throws ClassNotFoundException {
    List<String> lines = new ArrayList<>();
    for (String packageName : module.exportedPackages()) {
      lines.add("package " + packageName);
      lines.add("");
      for (String className : module.classNames(packageName)) {
        Class<?> type = Class.forName(className, false, module.known().getClassLoader());
        if (isVisible(type)) {
          lines.addAll(lines(type));
          lines.add("");
        }
      }
    }
    return lines;
  }

  /** {@return the line of the type and those of its members} */
  List<String> lines(Class<?> type) {
    return Stream.concat(Stream.of(type(type)), members(type).stream().map("  "::concat))
        .map(this::shortened)
        .toList();
  }

  private static boolean isVisible(Class<?> type) {
    return isVisible(type.getModifiers())
        && !type.isAnonymousClass()
        && !type.isLocalClass()
        && (type.getDeclaringClass() == null || isVisible(type.getDeclaringClass()));
  }

  private static boolean isVisible(int modifiers) {
    return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
  }

  /** Shortens full names, except those in hidden packages, so that these catch the eye. */
  private String shortened(String line) {
    String exported = String.join("|", module.exportedPackages()).replace(".", "\\.");
    return line.replaceAll("@org\\.jspecify\\.annotations\\.(\\w+)\\(\\)", "@$1")
        .replaceAll("\\b(java\\.lang|" + exported + ")\\.(?=[A-Z@])", "")
        .replace('$', '.');
  }

  private static String type(Class<?> type) {
    String components =
        type.isRecord()
            ? Arrays.stream(type.getRecordComponents())
                .map(PublicApi::component)
                .collect(joining(", ", "(", ")"))
            : "";
    return marks(type)
        + modifiers(typeModifiers(type))
        + (isSealed(type) ? "sealed " : "")
        + kind(type)
        + " "
        + type.getName()
        + parameters(type.getTypeParameters())
        + components
        + supertypes(type);
  }

  private static int typeModifiers(Class<?> type) {
    int implied =
        type.isInterface() || type.isEnum() || type.isRecord()
            ? Modifier.ABSTRACT | Modifier.STATIC | Modifier.FINAL
            : 0;
    return type.getModifiers() & ~(implied | Modifier.INTERFACE);
  }

  /** Not for enums: javac seals those whose constants have bodies. */
  private static boolean isSealed(Class<?> type) {
    return type.isSealed() && !type.isEnum();
  }

  private static String kind(Class<?> type) {
    if (type.isAnnotation()) {
      return "@interface";
    }
    if (type.isInterface()) {
      return "interface";
    }
    return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
  }

  private static String supertypes(Class<?> type) {
    Class<?> parent = type.getSuperclass();
    boolean plain =
        parent == null || Set.of(Object.class, Enum.class, Record.class).contains(parent);
    String extended = plain ? "" : " extends " + type.getGenericSuperclass().getTypeName();
    return extended
        + list(" implements ", type.getGenericInterfaces())
        + (isSealed(type) ? list(" permits ", type.getPermittedSubclasses()) : "");
  }

  private static String list(String word, Type[] types) {
    return types.length == 0
        ? ""
        : Arrays.stream(types).map(Type::getTypeName).sorted().collect(joining(", ", word, ""));
  }

  private static Set<String> members(Class<?> type) {
    Set<String> members = new TreeSet<>();
    Stream.of(type.getDeclaredConstructors())
        .filter(constructor -> isVisible(constructor) && !isImplied(type, constructor))
        .forEach(constructor -> members.add(constructor(constructor)));
    // Users see the members of a hidden superclass as the type's own.
    for (Class<?> from = type; from != null; from = hidden(from.getSuperclass())) {
      Stream.of(from.getDeclaredFields())
          .filter(PublicApi::isVisible)
          .forEach(field -> members.add(field(field)));
      Stream.of(from.getDeclaredMethods())
          .filter(method -> isVisible(method) && !isImplied(type, method))
          .forEach(method -> members.add(method(method)));
    }
    return members;
  }

  private static @Nullable Class<?> hidden(@Nullable Class<?> superclass) {
    return superclass == null || isVisible(superclass) ? null : superclass;
  }

  private static boolean isVisible(Member member) {
    return isVisible(member.getModifiers()) && !member.isSynthetic();
  }

  /** An enum's {@code values} and {@code valueOf}; a record's accessors. */
  private static boolean isImplied(Class<?> type, Method method) {
    if (type.isEnum()) {
      return (method.getName().equals("values") && method.getParameterCount() == 0)
          || (method.getName().equals("valueOf")
              && Arrays.equals(method.getParameterTypes(), new Class<?>[] {String.class}));
    }
    return type.isRecord()
        && (Set.of("toString", "hashCode", "equals").contains(method.getName())
            || Stream.of(type.getRecordComponents()).anyMatch(c -> method.equals(c.getAccessor())));
  }

  /** A record's canonical constructor, which follows from its components. */
  private static boolean isImplied(Class<?> type, Constructor<?> constructor) {
    return type.isRecord()
        && Arrays.equals(
            constructor.getParameterTypes(),
            Stream.of(type.getRecordComponents()).map(RecordComponent::getType).toArray());
  }

  private static String field(Field field) {
    return marks(field)
        + (field.isEnumConstant()
            ? field.getName()
            : modifiers(field.getModifiers()) + field.getAnnotatedType() + " " + field.getName());
  }

  private static String constructor(Constructor<?> constructor) {
    return marks(constructor)
        + modifiers(constructor.getModifiers())
        + spaced(parameters(constructor.getTypeParameters()))
        + "new"
        + signature(constructor);
  }

  private static String method(Method method) {
    int implied =
        Modifier.VOLATILE
            | Modifier.TRANSIENT
            | Modifier.SYNCHRONIZED
            | Modifier.NATIVE
            | (method.getDeclaringClass().isInterface() ? Modifier.ABSTRACT : 0);
    Object otherwise = method.getDefaultValue();
    return marks(method)
        + modifiers(method.getModifiers() & ~implied)
        + (method.isDefault() ? "default " : "")
        + spaced(parameters(method.getTypeParameters()))
        + method.getAnnotatedReturnType()
        + " "
        + method.getName()
        + signature(method)
        + (otherwise == null ? "" : " default " + literal(otherwise));
  }

  /**
   * The default of an annotation's element; the {@code toString} of an array differs from run to
   * run.
   */
  private static String literal(Object value) {
    String inBrackets = Arrays.deepToString(new Object[] {value});
    String text = inBrackets.substring(1, inBrackets.length() - 1);
    return value instanceof String ? '"' + text + '"' : text;
  }

  private static String signature(Executable executable) {
    String parameters =
        Stream.of(executable.getParameters())
            .map(PublicApi::parameter)
            .collect(joining(", ", "(", ")"));
    return parameters + list(" throws ", executable.getGenericExceptionTypes());
  }

  private static String parameter(Parameter parameter) {
    String type = parameter.getAnnotatedType().toString();
    return parameter.isVarArgs() ? type.replaceAll("\\[\\]$", "...") : type;
  }

  private static String component(RecordComponent component) {
    return component.getAnnotatedType() + " " + component.getName();
  }

  private static String parameters(TypeVariable<?>[] variables) {
    return variables.length == 0
        ? ""
        : Arrays.stream(variables).map(PublicApi::variable).collect(joining(", ", "<", ">"));
  }

  private static String variable(TypeVariable<?> variable) {
    Type[] bounds = variable.getBounds();
    return variable.getName()
        + (Arrays.equals(bounds, new Type[] {Object.class})
            ? ""
            : Arrays.stream(bounds)
                .map(Type::getTypeName)
                .collect(joining(" & ", " extends ", "")));
  }

  private static String spaced(String text) {
    return text.isEmpty() ? "" : text + " ";
  }

  private static String modifiers(int modifiers) {
    return spaced(Modifier.toString(modifiers));
  }

  private static String marks(AnnotatedElement element) {
    return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
  }
}
