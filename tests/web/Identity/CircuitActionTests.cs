using System.Reflection;
using System.Reflection.Emit;
using System.Security.Claims;
using CryptoRun.Web.Auditing;
using CryptoRun.Web.Identity;
using CryptoRun.Web.Layout;
using CryptoRun.Worker.Alerts;
using CryptoRun.Worker.Auditing;
using CryptoRun.Worker.Backtests;
using CryptoRun.Worker.Health;
using CryptoRun.Worker.Scheduling;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;

namespace CryptoRun.Web.Tests.Identity;

/// <summary>Whatever a page changes over its circuit, it asks first, and for the right that the change needs.</summary>
public sealed class CircuitActionTests
{
    /// <summary>What changes something, and the policy it needs; null for what somebody does with their own account, in a form without a circuit.</summary>
    private static readonly Dictionary<string, string?> Changes = new(StringComparer.Ordinal)
    {
        ["AlertBook.SaveAsync(AlertRule)"] = Policies.Analyse,
        ["AlertBook.DeleteRuleAsync"] = Policies.Analyse,
        ["AlertBook.MuteAsync"] = Policies.Analyse,
        ["AlertBook.MuteAllAsync"] = Policies.Analyse,
        ["AlertBook.TryAgainAsync"] = Policies.Analyse,
        ["AlertBook.SaveAsync(AlertChannel)"] = Policies.Administer,
        ["AlertBook.DeleteChannelAsync"] = Policies.Administer,
        ["AlertBook.TestAsync"] = Policies.Administer,
        ["JobBook.SaveAsync"] = Policies.Administer,
        ["JobBook.PauseAsync"] = Policies.Administer,
        ["JobBook.RunNowAsync"] = Policies.Administer,
        ["JobBook.CancelAsync"] = Policies.Administer,
        ["FaultSwitches.Switch"] = Policies.Administer,
        ["FaultSwitches.Clear"] = Policies.Administer,
        ["Accounts.CreateAsync"] = Policies.Administer,
        ["Accounts.SetRoleAsync"] = Policies.Administer,
        ["Accounts.SetDisabledAsync"] = Policies.Administer,
        ["Accounts.UnlockAsync"] = Policies.Administer,
        ["Accounts.ResetFactorAsync"] = Policies.Administer,
        ["Accounts.GivePasswordAsync"] = Policies.Administer,
        ["Accounts.ChangePasswordAsync"] = null,
        ["Accounts.SetFactorAsync"] = null,
        ["Accounts.BeginFactorAsync"] = null,
        ["Accounts.MakeRecoveryCodesAsync"] = null,
        ["BacktestBook.StartAsync"] = Policies.Analyse,
        ["BacktestBook.VerifyAsync"] = Policies.Analyse,
        ["BacktestBook.CancelAsync"] = Policies.Analyse,
        ["BacktestBook.DeleteAsync"] = Policies.Analyse,
        ["ApiKeys.CreateAsync"] = Policies.Administer,
        ["ApiKeys.RevokeAsync"] = Policies.Administer,
    };

    private static readonly Type[] Changing = [typeof(AlertBook), typeof(JobBook), typeof(BacktestBook), typeof(Accounts), typeof(ApiKeys), typeof(FaultSwitches)];
    private static readonly Dictionary<short, OpCode> Codes = typeof(OpCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static f => (OpCode)f.GetValue(null)!).ToDictionary(static c => c.Value);

    [Fact]
    public void Method_ThatIsAskedByWhom_HasARow()
    {
        var changes = typeof(AlertBook).Assembly.GetTypes().Concat(typeof(Accounts).Assembly.GetTypes())
            .Where(static t => t is { IsInterface: false } && t.Namespace?.Contains("Storage", StringComparison.Ordinal) == false && t != typeof(AuditChange) && t != typeof(AuditActor) && t != typeof(Caller))
            .SelectMany(static t => t.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            .Where(static m => m.GetParameters().Any(static p => p.ParameterType == typeof(AuditActor)) && !m.DeclaringType!.Name.Contains('<', StringComparison.Ordinal));

        changes.Select(Row).Where(static r => !Changes.ContainsKey(r)).ShouldBeEmpty();
    }

    [Fact]
    public void Component_ThatChanges_AsksForTheRightOfTheChange()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var component in typeof(Accounts).Assembly.GetTypes().Where(static t => typeof(IComponent).IsAssignableFrom(t) && t.GetCustomAttribute<ExcludeFromInteractiveRoutingAttribute>() is null))
        {
            foreach (var (name, bodies) in Bodies(component).GroupBy(static b => b.Name).Select(static g => (g.Key, g.Select(static b => b.Body).ToList())))
            {
                var (called, words) = (bodies.SelectMany(Calls).ToList(), bodies.SelectMany(Words).ToHashSet(StringComparer.Ordinal));
                foreach (var row in called.Where(m => Changing.Contains(m.DeclaringType)).Select(Row).Where(Changes.ContainsKey))
                {
                    seen.Add(row);
                    if (Changes[row] is { } policy && !(called.Any(static m => m.Name == nameof(Permission.MayAsync)) && words.Contains(policy)) && !GoesThrough(component, policy)) wrong.Add($"{component.Name}.{name} does {row} without asking for {policy}");
                }
            }
        }

        wrong.ShouldBeEmpty();
        seen.Count.ShouldBeGreaterThan(15);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(Roles.Viewer)]
    [InlineData(Roles.Analyst)]
    [InlineData(Roles.Admin)]
    [InlineData(Roles.Auditor)]
    public async Task May_EveryPolicy_OnlyItsRolesAndIsSaid(string? role)
    {
        foreach (var policy in Policies.All)
        {
            var toasts = new Toasts();
            var may = await new Permission(toasts, new Fixed(role)).MayAsync(policy);

            may.ShouldBe(role is not null && Policies.RolesOf(policy).Contains(role), $"{policy} of {role}");
            toasts.Standing.Any().ShouldBe(!may);
        }
    }

    /// <summary>Where the change is handed over as a delegate: what takes it asks.</summary>
    private static bool GoesThrough(Type component, string policy) => component.GetMethods(BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(static m => m.GetParameters().Any(static p => p.ParameterType == typeof(Func<Accounts, AuditActor, Task<string?>>)) && m.Name == "ChangeAsync")
        .Any(m => Bodies(component).Where(b => b.Name == m.Name).ToList() is var bodies && bodies.SelectMany(static b => Calls(b.Body)).Any(static c => c.Name == nameof(Permission.MayAsync)) && bodies.SelectMany(static b => Words(b.Body)).Contains(policy));

    private static string Row(MethodBase method)
    {
        var name = $"{method.DeclaringType!.Name}.{method.Name}";
        return method.DeclaringType == typeof(AlertBook) && method.Name == "SaveAsync" ? $"{name}({method.GetParameters()[0].ParameterType.Name})" : name;
    }

    /// <summary>Methods of a type by the name that was written, whatever the compiler made of them.</summary>
    private static IEnumerable<(string Name, MethodBase Body)> Bodies(Type type)
    {
        const BindingFlags All = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        foreach (var method in type.GetMethods(All)) yield return (Written(method.Name), method);
        foreach (var nested in type.GetNestedTypes(BindingFlags.NonPublic).SelectMany(static n => n.GetNestedTypes(BindingFlags.NonPublic).Append(n)))
            foreach (var method in nested.GetMethods(All))
                yield return (Written(method.Name.StartsWith('<') ? method.Name : nested.Name), method);
    }

    private static string Written(string name) => name.StartsWith('<') && name.IndexOf('>', StringComparison.Ordinal) is > 1 and var end ? name[1..end] : name;

    private static IEnumerable<MethodBase> Calls(MethodBase method) => Operands(method).Where(static o => o.Code.OperandType == OperandType.InlineMethod).Select(o => Resolved(method, o.Token)).OfType<MethodBase>();

    private static IEnumerable<string> Words(MethodBase method) => Operands(method).Where(static o => o.Code.OperandType == OperandType.InlineString).Select(o => method.Module.ResolveString(o.Token));

    private static MethodBase? Resolved(MethodBase method, int token)
    {
        var type = method.DeclaringType!;
        return method.Module.ResolveMethod(token, type.IsGenericType ? type.GetGenericArguments() : null, method.IsGenericMethod ? method.GetGenericArguments() : null);
    }

    private static IEnumerable<(OpCode Code, int Token)> Operands(MethodBase method)
    {
        if (method.GetMethodBody()?.GetILAsByteArray() is not { } il) yield break;
        for (var i = 0; i < il.Length;)
        {
            var code = il[i] == 0xfe ? Codes[unchecked((short)(0xfe00 | il[++i]))] : Codes[il[i]];
            i++;
            if (code.OperandType is OperandType.InlineMethod or OperandType.InlineString) yield return (code, BitConverter.ToInt32(il, i));
            i += code.OperandType switch
            {
                OperandType.InlineNone => 0,
                OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar => 1,
                OperandType.InlineVar => 2,
                OperandType.InlineI8 or OperandType.InlineR => 8,
                OperandType.InlineSwitch => 4 + (4 * BitConverter.ToInt32(il, i)),
                _ => 4,
            };
        }
    }

    private sealed class Fixed(string? role) : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(role is null ? [] : [new Claim(ClaimTypes.Role, role)], "test"))));
    }
}
