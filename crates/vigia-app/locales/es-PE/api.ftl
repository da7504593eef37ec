# Lo que responde el servidor cuando algo no se puede: «api-<código>» es el título;
# «api-<código>-detail», qué puede hacer la persona.

api-bad-parameter = Hay un dato que no se puede usar
api-bad-parameter-detail = Revise el dato señalado y repita la consulta.
api-bad-parameter-field = «{ $field }»: { $reason }
api-bad-body = No se entiende lo enviado
api-bad-body-detail = El contenido debe ser JSON con los campos que la documentación señala: { $reason }
api-not-signed-in = Debe iniciar sesión
api-not-signed-in-detail = Su sesión no existe o terminó. Inicie sesión y repita lo que hacía.
api-bad-credentials = El usuario o la contraseña no son correctos
api-bad-credentials-detail = Revise ambos. Si olvidó su contraseña, pida una nueva a quien administra el sistema.
api-not-allowed = Su cuenta no puede hacer esto
api-not-allowed-detail = Si lo necesita para su trabajo, pídalo a quien administra el sistema.
api-csrf = El pedido no vino de esta página
api-csrf-detail = Vuelva a cargar la página e inténtelo otra vez. No se hizo ningún cambio.
api-wrong-host = Esta dirección no es la del servidor
api-wrong-host-detail = Abra la dirección que el servidor mostró al arrancar.
api-not-found = No existe
api-not-found-detail = No hay nada con ese nombre, o ya no está. Vuelva a la lista y búsquelo otra vez.
api-method-not-allowed = Esta dirección no admite esa operación
api-method-not-allowed-detail = Consulte la documentación en /api/docs.
api-too-large = Lo enviado es demasiado grande
api-too-large-detail = El límite es de { $limit } bytes.
api-unusable-file = El archivo no se puede usar
api-unusable-file-detail = { $title } ({ $file }: { $reason }). { $remedy }
api-too-many-attempts = Demasiados intentos
api-too-many-attempts-detail = Espere { $seconds } segundos y vuelva a intentarlo.
api-too-many-streams = Hay demasiadas páginas abiertas con su cuenta
api-too-many-streams-detail = Cierre las que no use. Esta seguirá funcionando sin avisos inmediatos.
api-timeout = La respuesta tardó demasiado
api-timeout-detail = Vuelva a intentarlo. Si se repite, pida una zona más pequeña.
api-busy = El servidor está ocupado
api-busy-detail = Vuelva a intentarlo en unos segundos.
api-internal = Algo falló en el servidor
api-internal-detail = No es culpa suya. Si se repite, dé a quien administra el sistema este número: { $instance }

value-not-a-number = no es un número válido
value-out-of-range = debe estar entre { $min } y { $max }
value-unknown = «{ $value }» no se conoce; puede ser: { $choices }
value-not-understood = no se entiende ({ $reason })
parameter-unknown = no es un dato de esta consulta; puede ser: { $known }
parameter-none = no es un dato de esta consulta, que no lleva ninguno

username-form = debe tener de 2 a 64 letras, cifras o . - _ @, sin espacios
username-taken = ya hay una cuenta «{ $username }»
password-length = debe tener entre { $min } y { $max } caracteres
password-holds-name = no debe contener el nombre de usuario
value-same-holder = Un titular no se compara consigo mismo ({ $value }).
