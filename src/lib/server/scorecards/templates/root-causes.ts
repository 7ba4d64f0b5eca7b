import type { Words } from '#lib/locales.ts';

export type RootCauseKey =
	| 'long_wait'
	| 'illogical_self_service'
	| 'repeat_themselves'
	| 'lacked_knowledge'
	| 'lacked_authority'
	| 'value_not_understood'
	| 'paid_line'
	| 'confusing_menu'
	| 'broken_process'
	| 'product_fault';

export type RootCause = { key: RootCauseKey; name: Words };

/** Why a mark below the top came about: the causes that ship. */
export const rootCauses: RootCause[] = [
	{
		key: 'long_wait',
		name: { en: 'Long wait', ru: 'Долгое ожидание', lv: 'Ilga gaidīšana', ro: 'Așteptare lungă' }
	},
	{
		key: 'illogical_self_service',
		name: {
			en: 'Illogical self-service',
			ru: 'Нелогичное самообслуживание',
			lv: 'Neloģiska pašapkalpošanās',
			ro: 'Autoservire ilogică'
		}
	},
	{
		key: 'repeat_themselves',
		name: {
			en: 'Customer had to repeat themselves',
			ru: 'Клиенту пришлось повторять одно и то же',
			lv: 'Klientam nācās stāstīt vienu un to pašu',
			ro: 'Clientul a trebuit să repete aceleași lucruri'
		}
	},
	{
		key: 'lacked_knowledge',
		name: {
			en: 'Employee lacked knowledge',
			ru: 'Сотруднику не хватило знаний',
			lv: 'Darbiniekam pietrūka zināšanu',
			ro: 'Angajatului i-au lipsit cunoștințele'
		}
	},
	{
		key: 'lacked_authority',
		name: {
			en: 'Employee lacked authority to decide',
			ru: 'У сотрудника не было полномочий решать',
			lv: 'Darbiniekam nebija pilnvaru izlemt',
			ro: 'Angajatul nu avea dreptul să decidă'
		}
	},
	{
		key: 'value_not_understood',
		name: {
			en: 'Customer’s value not understood',
			ru: 'Не понята ценность клиента',
			lv: 'Nav izprasta klienta vērtība',
			ro: 'Valoarea clientului nu a fost înțeleasă'
		}
	},
	{
		key: 'paid_line',
		name: {
			en: 'Paid line',
			ru: 'Платная телефонная линия',
			lv: 'Maksas tālruņa līnija',
			ro: 'Linie telefonică cu suprataxă'
		}
	},
	{
		key: 'confusing_menu',
		name: {
			en: 'Confusing menu',
			ru: 'Запутанное меню',
			lv: 'Juceklīga izvēlne',
			ro: 'Meniu derutant'
		}
	},
	{
		key: 'broken_process',
		name: {
			en: 'Broken process',
			ru: 'Неотлаженный процесс',
			lv: 'Nesakārtots process',
			ro: 'Proces defectuos'
		}
	},
	{
		key: 'product_fault',
		name: {
			en: 'Product fault',
			ru: 'Дефект продукта',
			lv: 'Produkta defekts',
			ro: 'Defect al produsului'
		}
	}
];

/** Whether the employee alone could have avoided it. In doubt: no, so that nobody is coached for the house's fault. */
export const employeeControllable: Record<RootCauseKey, boolean> = {
	long_wait: false,
	illogical_self_service: false,
	repeat_themselves: false,
	lacked_knowledge: true,
	lacked_authority: false,
	value_not_understood: true,
	paid_line: false,
	confusing_menu: false,
	broken_process: false,
	product_fault: false
};

/** The named causes, for a criterion to offer. */
export const causes = (...keys: RootCauseKey[]): RootCause[] =>
	rootCauses.filter((cause) => keys.includes(cause.key));
