using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.EntityFrameworkCore;

namespace CryptoRun.Web.Identity;

/// <summary>The keys that cookies are sealed with, in the store: any node opens what another has sealed.</summary>
/// <param name="scopes">Where the store is asked.</param>
internal sealed class StoredKeys(IServiceScopeFactory scopes) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var scope = scopes.CreateScope();
        return [.. scope.ServiceProvider.GetRequiredService<PeopleContext>().ProtectionKeys.AsNoTracking().ToList().Select(static k => XElement.Parse(k.Xml))];
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var scope = scopes.CreateScope();
        var context = scope.ServiceProvider.GetRequiredService<PeopleContext>();
        context.ProtectionKeys.Add(new ProtectionKey { Name = $"{friendlyName}-{Guid.NewGuid():N}", Xml = element.ToString(SaveOptions.DisableFormatting) });
        context.SaveChanges();
    }
}
