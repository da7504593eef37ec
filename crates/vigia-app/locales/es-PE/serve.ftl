# El servidor del mapa y las cuentas de las personas.

serve-address = Mapa en { $url }
serve-sign-in = Inicie sesión con una de estas cuentas: { $names }.
serve-nobody = Todavía nadie puede iniciar sesión. Detenga el servidor (Ctrl+C) y agregue a una persona: { $command }
serve-stop = Ctrl+C lo detiene.
serve-stopped = Servidor detenido; el espacio de trabajo quedó libre.
serve-watching = Se vigila { $folder }: las imágenes nuevas se ingresan y se buscan desmontes.
watch-failed = No se pudo trabajar con lo nuevo en { $folder }: { $reason }

user-added = Cuenta «{ $username }» creada ({ $role }).
user-password = Contraseña: { $password }
user-password-once = Se muestra solo esta vez. Entréguela en mano, no por mensaje.
user-password-set = «{ $username }» tiene otra contraseña y sus sesiones terminaron.
user-disabled = «{ $username }» ya no puede iniciar sesión y sus sesiones terminaron.
user-line = { $username }  { $role }  { $name }{ $note }
user-disabled-note = {" "} (desactivada)
user-none = No hay cuentas. «vigia user add NOMBRE --role ROL» agrega una.
role-prosecutor = fiscal
role-analyst = analista
role-field = campo
role-admin = administración

demo-accounts = Cuentas de la demostración (las contraseñas se muestran una vez y quedan en { $file }, que solo usted puede leer):
demo-accounts-known = Las contraseñas de la demostración están en { $file }.
demo-account = { $username }  { $password }

hint-locked = Si es el servidor del mapa, deténgalo (Ctrl+C en su ventana) y repita la orden; con «vigia serve --watch CARPETA» las imágenes nuevas entran sin detenerlo.
hint-no-such-person = «vigia user list» muestra las cuentas.
hint-unprotected = Use --tls-cert y --tls-key, o ponga delante un proxy con TLS y nómbrelo con --trusted-proxy; para probar en esta misma máquina, --listen 127.0.0.1:8080.
hint-address = Puede que otro programa use ese puerto: elija otro con --listen, o 127.0.0.1:0 para uno libre.
hint-certificate = Ambos archivos deben ser PEM: el certificado con su cadena, y su clave privada sin contraseña.
