using CryptoRun.Web.Layout;
using Microsoft.AspNetCore.Components.Authorization;

namespace CryptoRun.Web.Identity;

/// <summary>Asked by whatever a page does when something is pressed: whether the reader may, as the store says now and not as the page was opened.</summary>
/// <param name="toasts">Where it is said that not.</param>
/// <param name="state">Who reads; null where nobody can.</param>
internal sealed class Permission(Toasts toasts, AuthenticationStateProvider? state = null)
{
    /// <summary>Whether the reader may; where not, it is said.</summary>
    /// <param name="policy">One of <see cref="Policies"/>.</param>
    public async Task<bool> MayAsync(string policy)
    {
        if (state is not null)
        {
            var reader = (await state.GetAuthenticationStateAsync()).User;
            if (state is CircuitReader circuit) reader = await circuit.NowAsync(reader, CancellationToken.None);
            if (Policies.RolesOf(policy).Any(reader.IsInRole)) return true;
        }

        toasts.Show(ToastKind.Error, "Not for this role", $"Only {string.Join(" and ", Policies.RolesOf(policy).Select(static r => $"{r}s"))} may do this. Nothing was changed.");
        return false;
    }
}
