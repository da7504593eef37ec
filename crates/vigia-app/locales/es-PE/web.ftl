# Mensajes de la página. Los argumentos llegan como texto terminado; «form» es la forma del
# plural (one, other).

web-brand = Vigía: ir al mapa
web-skip = Ir al contenido
web-nav = Secciones
web-nav-map = Mapa
web-nav-briefing = Informe de zona
web-title-map = Mapa de alertas
web-title-alert = Alerta
web-title-briefing = Informe de zona
web-title-unknown = Página inexistente
web-unknown-page = Esta dirección no lleva a ninguna página
web-unknown-page-remedy = Puede que el enlace esté incompleto.
web-to-map = Ir al mapa
web-close = Cerrar
web-cancel = Cancelar
web-retry = Intentar de nuevo
web-loading = Cargando…

## Errores

web-error-unreachable = No hay respuesta del servidor
web-error-unreachable-remedy = Compruebe la conexión e intente de nuevo. Lo que escribió sigue aquí.
web-error-server = El servidor no pudo responder
web-error-server-remedy = Intente de nuevo en un momento; si se repite, avise a quien administra el sistema (código { $status }).
web-error-reference = Referencia del pedido: { $id }

## Sesión

web-sign-in = Iniciar sesión
web-sign-in-busy = Comprobando…
web-sign-in-title = Iniciar sesión
web-sign-in-intro = Alertas de nuevos desmontes con indicios de minería en la Amazonía peruana. Solo para personas autorizadas.
web-sign-in-name = Usuario
web-sign-in-password = Contraseña
web-sign-in-help = ¿No tiene cuenta u olvidó su contraseña? Pídala a quien administra el sistema en su institución.
web-sign-out = Cerrar sesión
web-session-lost = Su sesión terminó
web-session-lost-text = Lo que estaba haciendo sigue en la página. Inicie sesión y continuará donde estaba.
web-session-lost-leave = Salir sin guardar
web-account = Cuenta de { $name }
web-role-prosecutor = Fiscal
web-role-analyst = Analista
web-role-field = Equipo de campo
web-role-admin = Administración
web-language = Idioma
web-language-es = Español
web-language-en = English
web-theme-dark = Modo oscuro
web-api-docs = Documentación de la API

## Búsqueda

web-search = Buscar lugar, derecho minero, titular o coordenadas
web-search-hint = Lugar, código, titular, UTM o grados
