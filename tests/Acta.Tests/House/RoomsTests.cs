using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Acta.Tests.House;

/// <summary>
/// Who may use whom, as data, checked on the compiled assemblies: every type that a room's code mentions in a signature,
/// a field, an attribute or an instruction.
/// </summary>
public class RoomsTests
{
    private static readonly Dictionary<string, string[]> MayUse = new()
    {
        ["Ledger"] = [],
        ["Record"] = [],
        ["Store"] = ["Ledger", "Record"],
        ["Access"] = ["Store"],
        ["Media"] = ["Store", "Record"],
        ["Witness"] = ["Ledger", "Store"],
        ["Publication"] = ["Record", "Ledger", "Store"],
        ["Following"] = ["Ledger", "Record", "Store"],
        ["Views"] = ["Following", "Record", "Store"],
        ["Pages"] = ["Record", "Views", "Following"],
        ["Reader"] = ["Pages", "Views", "Media", "Record", "Following", "Ledger", "Store"],
        ["Html"] = ["Record"],
        ["Desk"] = ["Publication", "Record", "Html", "Access", "Store", "Media", "Views", "Pages", "Following"],
        ["Import"] = ["Publication", "Desk", "Record", "Html", "Store", "Media"],
        ["Export"] = ["Views", "Record", "Store", "Media", "Pages"],
        ["Verification"] = ["Ledger", "Record", "Store", "Media"],
        ["Notify"] = ["Following", "Record", "Store", "Access"],
    };

    // Commands, Program and Routes compose the rooms and may use all of them.
    private static readonly string[] Composers = ["Commands", ""];

    [Fact]
    public void Every_room_uses_only_the_rooms_it_may()
    {
        var faults = new[] { "Acta.Ledger.dll", "Acta.Record.dll", "acta.dll" }
            .SelectMany(file => Violations(Path.Combine(AppContext.BaseDirectory, file)))
            .Distinct()
            .ToList();
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Fact]
    public void A_planted_violation_is_caught()
    {
        var faults = Violations(typeof(RoomsTests).Assembly.Location).ToList();
        Assert.Contains(faults, f => f.Contains("Acta.Reader.PlantedViolation") && f.Contains("Publication"));
        Assert.Contains(faults, f => f.Contains("Acta.Record.PlantedViolation") && f.Contains("Store"));
    }

    [Fact]
    public void The_ledger_depends_on_nothing_but_the_framework_and_one_signature_library()
    {
        using var assembly = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, "Acta.Ledger.dll"));
        var others = assembly.MainModule.AssemblyReferences.Select(r => r.Name).Where(n => !n.StartsWith("System.", StringComparison.Ordinal));
        Assert.Equal(["BouncyCastle.Cryptography"], others);
    }

    [Fact]
    public void Every_room_of_the_program_stands_in_the_table()
    {
        using var assembly = AssemblyDefinition.ReadAssembly(Path.Combine(AppContext.BaseDirectory, "acta.dll"));
        var rooms = assembly.MainModule.Types.Select(RoomOf).OfType<string>().Distinct();
        Assert.All(rooms, room => Assert.True(MayUse.ContainsKey(room) || Composers.Contains(room), $"the room {room} is not in the table"));
    }

    private static IEnumerable<string> Violations(string file)
    {
        using var assembly = AssemblyDefinition.ReadAssembly(file);
        foreach (var type in assembly.MainModule.Types.SelectMany(WithNested))
        {
            if (RoomOf(type) is not { } room || Composers.Contains(room) || !MayUse.TryGetValue(room, out var allowed)) continue;
            foreach (var used in Mentioned(type))
            {
                if (RoomOf(used) is not { } other || other == room || allowed.Contains(other)) continue;
                yield return $"{type.FullName} of {room} uses {used.FullName} of {(other.Length == 0 ? "Program" : other)}";
            }
        }
    }

    private static IEnumerable<TypeDefinition> WithNested(TypeDefinition type) => type.NestedTypes.SelectMany(WithNested).Prepend(type);

    // "Acta.Views.News" is the room Views; a nested type stands in the room of the one around it; null is not ours.
    private static string? RoomOf(TypeReference type)
    {
        while (type.DeclaringType is not null) type = type.DeclaringType;
        if (type.Namespace == "Acta") return "";
        if (!type.Namespace.StartsWith("Acta.", StringComparison.Ordinal)) return null;
        var room = type.Namespace["Acta.".Length..].Split('.')[0];
        return room == "Tests" ? null : room;
    }

    private static IEnumerable<TypeReference> Mentioned(TypeDefinition type)
    {
        var found = new HashSet<TypeReference>();
        Add(type.BaseType);
        foreach (var i in type.Interfaces) Add(i.InterfaceType);
        foreach (var a in type.CustomAttributes) Add(a.AttributeType);
        foreach (var f in type.Fields) Add(f.FieldType);
        foreach (var m in type.Methods)
        {
            Signature(m);
            foreach (var a in m.CustomAttributes) Add(a.AttributeType);
            if (!m.HasBody) continue;
            foreach (var v in m.Body.Variables) Add(v.VariableType);
            foreach (var i in m.Body.Instructions) Operand(i);
        }
        return found;

        void Operand(Instruction i)
        {
            switch (i.Operand)
            {
                case TypeReference t: Add(t); break;
                case FieldReference f: Add(f.DeclaringType); Add(f.FieldType); break;
                case MethodReference m: Add(m.DeclaringType); Signature(m); break;
            }
        }

        void Signature(MethodReference m)
        {
            Add(m.ReturnType);
            foreach (var p in m.Parameters) Add(p.ParameterType);
            if (m is GenericInstanceMethod g)
                foreach (var a in g.GenericArguments) Add(a);
        }

        void Add(TypeReference? t)
        {
            switch (t)
            {
                case null or GenericParameter: return;
                case GenericInstanceType g:
                    found.Add(g.ElementType);
                    foreach (var a in g.GenericArguments) Add(a);
                    return;
                case TypeSpecification s: Add(s.ElementType); return;
                default: found.Add(t); return;
            }
        }
    }
}
